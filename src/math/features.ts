/**
 * phi_i, what the scorer sees of an item: the fused vector, the wide text vector and the concepts of the
 * graph. The three blocks stay apart, so that every score splits exactly by block, and the graph block
 * stays sparse, because a dense one of a size that fits forgets the small concepts.
 */
import { addScaled, dot, row, type Matrix } from "./dense.ts";
import {
  addSparseRow,
  sparseDot,
  sparseRowDot,
  type SparseRows,
} from "./sparse.ts";

/** How much each block says: the kernel is `sum_b scale_b * (phi_i^b . phi_j^b)`. */
export interface BlockScales {
  readonly fused: number;
  readonly text: number;
  readonly concepts: number;
}

export interface Features {
  /** `[N, D]`, unit rows. */
  readonly fused: Matrix;
  /** `[N, d_text]`, unit rows. */
  readonly text: Matrix;
  /** `[N, C]`, unit rows. */
  readonly concepts: SparseRows;
  readonly scales: BlockScales;
}

/** A user in the space of phi: `score_i = sum_b weights_b . phi_i^b`. */
export interface Weights {
  /** `[D]` */
  readonly fused: Float32Array;
  /** `[d_text]` */
  readonly text: Float32Array;
  /** `[C]` */
  readonly concepts: Float32Array;
}

export function zeroWeights(features: Features): Weights {
  return {
    fused: new Float32Array(features.fused.columns),
    text: new Float32Array(features.text.columns),
    concepts: new Float32Array(features.concepts.columns),
  };
}

/** `phi_i . phi_j` */
export function kernel(features: Features, i: number, j: number): number {
  const { fused, text, concepts, scales } = features;
  return (
    scales.fused * dot(row(fused, i), row(fused, j)) +
    scales.text * dot(row(text, i), row(text, j)) +
    scales.concepts * sparseRowDot(concepts, i, j)
  );
}

/** `weights += scale * phi_i`, in place. */
export function addItem(
  weights: Weights,
  features: Features,
  i: number,
  scale: number,
): void {
  const { fused, text, concepts, scales } = features;
  addScaled(weights.fused, row(fused, i), scale * scales.fused);
  addScaled(weights.text, row(text, i), scale * scales.text);
  addSparseRow(weights.concepts, concepts, i, scale * scales.concepts);
}

/** `weights . phi_i`: the plain counterpart of the scorer on the GPU. */
export function scoreOf(
  weights: Weights,
  features: Features,
  i: number,
): number {
  return (
    dot(row(features.fused, i), weights.fused) +
    dot(row(features.text, i), weights.text) +
    sparseDot(features.concepts, i, weights.concepts)
  );
}

/** `a + scale * b`, as new weights. */
export function plus(a: Weights, b: Weights, scale: number): Weights {
  const sum = (x: Float32Array, y: Float32Array): Float32Array =>
    x.map((value, i) => value + scale * (y[i] ?? 0));
  return {
    fused: sum(a.fused, b.fused),
    text: sum(a.text, b.text),
    concepts: sum(a.concepts, b.concepts),
  };
}
