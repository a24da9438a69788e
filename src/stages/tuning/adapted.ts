/** The items in the metric that a fine-tune found: plain arrays, exact. */
import type { FineTune, LowRank } from "../../domain/adapter.ts";
import { addScaled, times, transposed, type Matrix } from "../../math/dense.ts";
import type { SparseRows } from "../../math/sparse.ts";
import {
  BLOCKS,
  eachBlock,
  type Features,
  type Weights,
} from "../../math/features.ts";

/** `f_i + scale * B (A f_i)` for every row. */
function applyMetric(metric: LowRank, f: Matrix): Matrix {
  const { rank, inputs, outputs, a, b, scale } = metric;
  if (b.every((value) => value === 0)) return f;
  const down = { rows: rank, columns: inputs, data: a };
  const up = { rows: outputs, columns: rank, data: b };
  const low = times(f, transposed(down));
  const change = times(low, transposed(up));
  const data = f.data.map((value, i) => value + scale * (change.data[i] ?? 0));
  return { ...f, data };
}

/** phi in the adapted metric: the low rank on the fused block, a gain on each concept and on each block. */
export function adaptedFeatures(
  features: Features,
  { metric, gains, concepts }: FineTune,
): Features {
  const gainOf = (at: number): number => Math.exp(gains[at] ?? 0);
  return {
    ...features,
    fused: applyMetric(metric, features.fused),
    concepts: louder(features.concepts, concepts),
    scales: eachBlock(
      (block) => features.scales[block] * gainOf(BLOCKS.indexOf(block)),
    ),
  };
}

/** Columns scaled by half their gain, because a kernel multiplies two of them. */
function louder(
  concepts: SparseRows,
  { columns, gains }: FineTune["concepts"],
): SparseRows {
  const factors = new Float32Array(concepts.columns).fill(1);
  columns.forEach((column, at) => {
    factors[column] = Math.exp((gains[at] ?? 0) / 2);
  });
  return {
    ...concepts,
    values: concepts.values.map(
      (value, k) => value * (factors[concepts.indices[k] ?? 0] ?? 1),
    ),
  };
}

/**
 * Weights over adapted items as weights over the items as they are: `w . (I + B A) f = (I + B A)^T w . f`,
 * and likewise for the concepts.
 * So the scorer and the explanation need not know of the fine-tune.
 */
export function pulledBack(
  { metric, concepts }: FineTune,
  weights: Weights,
): Weights {
  const { rank, inputs, a, b, scale } = metric;
  const fused = weights.fused.slice();
  for (let r = 0; r < rank; r += 1) {
    let h = 0;
    for (let k = 0; k < weights.fused.length; k += 1)
      h += (b[k * rank + r] ?? 0) * (weights.fused[k] ?? 0);
    addScaled(fused, a.subarray(r * inputs, (r + 1) * inputs), scale * h);
  }
  const known = weights.concepts.slice();
  concepts.columns.forEach((column, at) => {
    known[column] =
      (known[column] ?? 0) * Math.exp((concepts.gains[at] ?? 0) / 2);
  });
  return { ...weights, fused, concepts: known };
}
