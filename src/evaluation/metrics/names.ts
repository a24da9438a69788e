/** Metrics by the names that people write, such as `NDCG@10`, and which of them a protocol can give. */
import { PalateError } from "../../domain/errors.ts";
import {
  averagePrecision,
  hitRate,
  ndcg,
  precision,
  rankAuc,
  recall,
  reciprocalRank,
  type Ranks,
} from "./ranking.ts";

export const RANKING = {
  HR: hitRate,
  Hits: hitRate,
  Recall: recall,
  Precision: precision,
  NDCG: ndcg,
  MRR: reciprocalRank,
  MAP: averagePrecision,
  AUC: rankAuc,
} as const satisfies Record<string, (user: Ranks, k: number) => number>;

export const LISTS = ["Coverage", "Novelty", "ILD", "Miscalibration"] as const;
export const LABELS = [
  "AUC",
  "F1",
  "Accuracy",
  "Precision",
  "Recall",
  "RMSE",
  "ECE",
] as const;

export interface MetricName {
  /** As it is written in tables. */
  readonly text: string;
  readonly kind: string;
  /** Infinity where the whole ranking counts. */
  readonly k: number;
}

/** Smaller is better for these; for all others larger. */
export function isCost(name: MetricName): boolean {
  return ["RMSE", "ECE", "Miscalibration"].includes(name.kind);
}

/** @throws PalateError `bad-input` naming what there is */
export function parseMetric(
  text: string,
  known: readonly string[],
): MetricName {
  const [written = "", cut, ...rest] = text.trim().split("@");
  const kind = known.find(
    (each) => each.toLowerCase() === written.toLowerCase(),
  );
  const k = cut === undefined ? Infinity : Number(cut);
  const whole = cut === undefined || (Number.isInteger(k) && k > 0);
  if (kind === undefined || !whole || rest.length > 0)
    throw new PalateError(
      "bad-input",
      `There is no metric "${text}" in this protocol.`,
      `Choose from ${known.join(", ")}, with @K where a list is cut, such as NDCG@10.`,
    );
  return { text: cut === undefined ? kind : `${kind}@${k}`, kind, k };
}
