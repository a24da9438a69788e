/** What a report claims, and how far its held-out figure can be trusted. */
import type { TuneReport } from "../../domain/adapter.ts";

export type Verdict = "kept" | "same" | "back" | "none";

/** Half a percent either way is no difference that anybody would see in a list. */
const SAME = 0.005;

export function verdictOf({ heldOut, kept }: TuneReport): Verdict {
  if (!kept) return "back";
  if (heldOut.count === 0) return "none";
  return Math.abs(gainOf(heldOut)) < SAME ? "same" : "kept";
}

/** Relative gain of the adapter over the base on the held-out likes. */
export function gainOf({ base, tuned }: TuneReport["heldOut"]): number {
  return base > 0 ? (tuned - base) / base : tuned > 0 ? 1 : 0;
}

/**
 * The most that the standard error of a mean of `count` values in [0, 1] can be: their variance is at most
 * `mean (1 - mean)` (Bhatia and Davis 2000, "A better bound on the variance", theorem 1).
 */
export function errorBound(mean: number, count: number): number {
  const inside = Math.min(1, Math.max(0, mean));
  return count > 0 ? Math.sqrt((inside * (1 - inside)) / count) : 1;
}
