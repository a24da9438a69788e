/**
 * What a fine-tune learns from, as plain arrays of constant shape: the rated items padded to a bucket, and
 * batches of unrated items, with the kernel of every block between them.
 */
import { TUNING } from "../../config/tuning.ts";
import type { Random } from "../../domain/random.ts";
import { matrix, row, type Matrix } from "../../math/dense.ts";
import { blockDot, BLOCKS, type Features } from "../../math/features.ts";

/** Blocks that the low rank does not touch: their kernel is data. */
export const FROZEN = BLOCKS.filter((block) => block !== "fused");

/** One set of items against the padded history. */
export interface Against {
  /** `[n, D]` */
  readonly fused: Matrix;
  /** `[n, T]` a block of FROZEN each, scaled. */
  readonly kernels: readonly Matrix[];
}

export interface TuningProblem {
  /** T, padded. */
  readonly length: number;
  readonly history: Against;
  /** `[negatives]` items each. */
  readonly batches: readonly Against[];
  readonly fusedScale: number;
}

export function tuningProblem(
  features: Features,
  { rows }: { readonly rows: readonly number[] },
  random: Random,
): TuningProblem {
  const length =
    TUNING.buckets.find((bucket) => bucket >= rows.length) ?? rows.length;
  const rated = new Set(rows);
  const unrated: number[] = [];
  for (let i = 0; i < features.fused.rows; i += 1)
    if (!rated.has(i)) unrated.push(i);
  const wanted = TUNING.negatives * TUNING.batches;
  const drawn = random.sample(unrated, wanted);
  // A catalogue smaller than the batches repeats its items.
  const negatives = Array.from(
    { length: wanted },
    (_, k) => drawn[k % drawn.length] ?? 0,
  );
  const batches = Array.from({ length: TUNING.batches }, (_, batch) =>
    against(
      features,
      negatives.slice(batch * TUNING.negatives, (batch + 1) * TUNING.negatives),
      rows,
      length,
      TUNING.negatives,
    ),
  );
  return {
    length,
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
  const rows = matrix(height, features.fused.columns);
  items.forEach((i, a) => row(rows, a).set(row(features.fused, i)));
  const kernels = FROZEN.map((block) => {
    const kernel = matrix(height, length);
    items.forEach((i, a) => {
      history.forEach((j, t) => {
        kernel.data[a * length + t] =
          features.scales[block] * blockDot(features, block, i, j);
      });
    });
    return kernel;
  });
  return { fused: rows, kernels };
}

/**
 * By how much each like leads each item of a batch in each frozen block `[F, n * T]`, every like scored
 * without itself: `sum_{t != p} alpha_t k_pt - sum_{t != p} alpha_t k_nt`.
 */
export function frozenLeads(
  history: Against,
  batch: Against,
  alpha: Float32Array,
): Matrix {
  const length = alpha.length;
  const n = batch.fused.rows;
  const leads = matrix(FROZEN.length, n * length);
  FROZEN.forEach((_block, b) => {
    const own = history.kernels[b];
    const other = batch.kernels[b];
    if (!own || !other) return;
    const out = row(leads, b);
    const rated = scores(own, alpha);
    const unrated = scores(other, alpha);
    for (let i = 0; i < n; i += 1)
      for (let p = 0; p < length; p += 1) {
        const weight = alpha[p] ?? 0;
        out[i * length + p] =
          (rated[p] ?? 0) -
          weight * (own.data[p * length + p] ?? 0) -
          (unrated[i] ?? 0) +
          weight * (other.data[i * length + p] ?? 0);
      }
  });
  return leads;
}

function scores(kernel: Matrix, alpha: Float32Array): Float64Array {
  return Float64Array.from({ length: kernel.rows }, (_, i) => {
    let sum = 0;
    const values = row(kernel, i);
    for (let t = 0; t < alpha.length; t += 1)
      sum += (values[t] ?? 0) * (alpha[t] ?? 0);
    return sum;
  });
}
