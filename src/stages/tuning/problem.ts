/**
 * What a fine-tune learns from, as plain arrays of constant shape: the rated items padded to a bucket,
 * batches of unrated items, and the kernel between them for every block that stays frozen.
 */
import { TUNING } from "../../config/tuning.ts";
import type { Random } from "../../domain/random.ts";
import { dot, matrix, row, type Matrix } from "../../math/dense.ts";
import type { Features } from "../../math/features.ts";
import { sparseRowDot } from "../../math/sparse.ts";
import type { RatingValue } from "../../domain/rating.ts";

/** Kernel of one set of items against the padded history, frozen blocks apart. */
export interface Against {
  /** `[n, D]` */
  readonly fused: Matrix;
  /** `[n, T]`, scaled. */
  readonly text: Matrix;
  /** `[n, T]`, scaled. */
  readonly concepts: Matrix;
}

export interface TuningProblem {
  /** T, padded. */
  readonly length: number;
  /** Rated rows, unpadded. */
  readonly rows: readonly number[];
  readonly values: readonly RatingValue[];
  readonly history: Against;
  /** `[negatives]` items each. */
  readonly batches: readonly Against[];
  readonly fusedScale: number;
}

export function tuningProblem(
  features: Features,
  history: { rows: readonly number[]; values: readonly RatingValue[] },
  random: Random,
): TuningProblem {
  const { rows, values } = history;
  const length =
    TUNING.buckets.find((bucket) => bucket >= rows.length) ?? rows.length;
  const rated = new Set(rows);
  const unrated: number[] = [];
  for (let i = 0; i < features.fused.rows; i += 1)
    if (!rated.has(i)) unrated.push(i);
  const drawn = random.sample(unrated, TUNING.negatives * TUNING.batches);
  const batches = Array.from({ length: TUNING.batches }, (_, batch) =>
    against(
      features,
      Array.from(
        { length: TUNING.negatives },
        // A catalogue smaller than the batches repeats its items.
        (_item, k) => drawn[(batch * TUNING.negatives + k) % drawn.length] ?? 0,
      ),
      rows,
      length,
      TUNING.negatives,
    ),
  );
  return {
    length,
    rows,
    values,
    history: against(features, rows, rows, length, length),
    batches,
    fusedScale: features.scales.fused,
  };
}

function against(
  features: Features,
  items: readonly number[],
  history: readonly number[],
  length: number,
  height: number,
): Against {
  const { fused, text, concepts, scales } = features;
  const rows = matrix(height, fused.columns);
  const textKernel = matrix(height, length);
  const conceptKernel = matrix(height, length);
  items.forEach((i, a) => {
    row(rows, a).set(row(fused, i));
    history.forEach((j, t) => {
      const at = a * length + t;
      textKernel.data[at] = scales.text * dot(row(text, i), row(text, j));
      conceptKernel.data[at] = scales.concepts * sparseRowDot(concepts, i, j);
    });
  });
  return { fused: rows, text: textKernel, concepts: conceptKernel };
}
