/**
 * Where a model puts the items that it should find: among all items outside the history, or among sampled ones. Knows
 * nothing of metrics.
 */
import { PalateError } from "../domain/errors.ts";
import type { Recommender } from "../domain/model.ts";
import type { Random } from "../domain/random.ts";
import type { Ranks } from "./metrics/ranking.ts";
import type { Case } from "./split.ts";

export interface Ranked extends Ranks {
  /** The first items, best first; ties by row, which is drawn (./permute.ts). */
  readonly list: readonly number[];
}

export interface RankOptions {
  readonly items: number;
  /** Length of `list`. */
  readonly shown: number;
  /** Negatives drawn a case, or null to rank among all items. */
  readonly sampled: number | null;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** A model may say "never" with -Infinity: the item ranks below all others and is still a candidate. */
const NEVER = -3.4e38;

/** Cells of scores that are held at once. */
const CELLS_AT_ONCE = 16 * 1024 * 1024;
const CASES_AT_ONCE = 512;

export async function rankCases(
  model: Recommender,
  cases: readonly Case[],
  options: RankOptions,
): Promise<Ranked[]> {
  const { items } = options;
  const batch = Math.max(
    1,
    Math.min(CASES_AT_ONCE, Math.floor(CELLS_AT_ONCE / items)),
  );
  const ranked: Ranked[] = [];
  for (let from = 0; from < cases.length; from += batch) {
    if (options.signal.aborted)
      throw new PalateError("cancelled", "The evaluation was ended.");
    const part = cases.slice(from, from + batch);
    const scores = await model.score(part.map(({ query }) => query));
    part.forEach((each, i) => {
      const own = scores.subarray(i * items, (i + 1) * items);
      ranked.push(rankOne(model.name, each, own, options));
    });
    options.onProgress?.(ranked.length, cases.length);
  }
  return ranked;
}

function rankOne(
  name: string,
  { query, relevant }: Case,
  scores: Float32Array,
  { sampled, shown, random }: RankOptions,
): Ranked {
  // What is in the history is no candidate, unless it is asked for.
  const hidden = new Set(query.history);
  for (const item of relevant) hidden.delete(item);
  const candidates =
    sampled === null
      ? withoutHidden(name, scores, hidden)
      : only(scores, relevant, hidden, sampled, random);
  return {
    ranks: meanRanks(scores, relevant),
    candidates,
    list: best(scores, shown),
  };
}

/** Takes hidden items out of the running, in place; gives how many are left. */
function withoutHidden(
  name: string,
  scores: Float32Array,
  hidden: Set<number>,
): number {
  for (let i = 0; i < scores.length; i += 1) {
    if ((scores[i] as number) >= NEVER) continue;
    if (Number.isNaN(scores[i]))
      throw new PalateError(
        "unexpected",
        `${name} gave a score that is no number.`,
      );
    scores[i] = NEVER;
  }
  for (const item of hidden) scores[item] = -Infinity;
  return scores.length - hidden.size;
}

function only(
  scores: Float32Array,
  relevant: readonly number[],
  hidden: Set<number>,
  wanted: number,
  random: Random,
): number {
  const kept = new Map(relevant.map((item) => [item, scores[item] ?? 0]));
  const open = scores.length - hidden.size;
  const size = Math.min(open, relevant.length + wanted);
  while (kept.size < size) {
    const item = random.integer(scores.length);
    if (!hidden.has(item)) kept.set(item, scores[item] ?? 0);
  }
  scores.fill(-Infinity);
  for (const [item, score] of kept) scores[item] = Math.max(score, NEVER);
  return size;
}

/** Ascending ranks of `relevant`, ties at the mean of their places. One pass over all scores. */
function meanRanks(
  scores: Float32Array,
  relevant: readonly number[],
): Float64Array {
  const own = Float32Array.from(relevant, (item) => scores[item] ?? 0)
    .sort()
    .reverse();
  const n = own.length;
  /** By place in `own`: how many scores are above it but not above the one before, and how many are equal. */
  const above = new Float64Array(n + 1);
  const equal = new Float64Array(n + 1);
  const least = own[n - 1] ?? Infinity;
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i] as number;
    if (score < least) continue;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((own[middle] as number) <= score) high = middle;
      else low = middle + 1;
    }
    if (own[low] === score) equal[low] = (equal[low] as number) + 1;
    else above[low] = (above[low] as number) + 1;
  }
  const ranks = new Float64Array(n);
  let before = 0;
  for (let from = 0; from < n;) {
    let to = from + 1;
    while (to < n && own[to] === own[from]) to += 1;
    before += above[from] ?? 0;
    const tied = equal[from] ?? 0;
    ranks.fill(before + (tied + 1) / 2, from, to);
    before += tied;
    from = to;
  }
  return ranks;
}

/** The `count` best rows that are candidates, best first, by insertion: `count` is small. */
function best(scores: Float32Array, count: number): number[] {
  const rows: number[] = [];
  let bar = -Infinity;
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i] as number;
    if (score <= bar) continue;
    let place = rows.length;
    while (place > 0 && (scores[rows[place - 1] as number] as number) < score)
      place -= 1;
    rows.splice(place, 0, i);
    if (rows.length > count) rows.pop();
    if (rows.length === count)
      bar = scores[rows[count - 1] as number] as number;
  }
  return rows;
}
