/**
 * phi_i, what the scorer sees of an item: the fused vector, the aligned vector of each encoded modality and
 * the concepts of the graph. The blocks stay apart, so that every score splits exactly by block, and the
 * graph block stays sparse, because a dense one of a size that fits forgets the small concepts.
 */
import { addScaled, row, rowDot, type Matrix } from "./dense.ts";
import {
  addSparseRow,
  sparseDot,
  sparseRowDot,
  type SparseRows,
} from "./sparse.ts";

export const DENSE_BLOCKS = ["fused", "text", "image", "audio"] as const;
export type DenseBlock = (typeof DENSE_BLOCKS)[number];
export const BLOCKS = [...DENSE_BLOCKS, "concepts"] as const;
export type Block = (typeof BLOCKS)[number];

/** `[N, D]` a dense block, unit or zero rows; concepts `[N, C]`, unit or empty rows. */
export interface Features extends Readonly<Record<DenseBlock, Matrix>> {
  readonly concepts: SparseRows;
  /** How much each block says: the kernel is `sum_b scale_b * (phi_i^b . phi_j^b)`. */
  readonly scales: Readonly<Record<Block, number>>;
}

/** A user in the space of phi, `[D]` or `[C]` a block: `score_i = sum_b weights_b . phi_i^b`. */
export type Weights = Readonly<Record<Block, Float32Array>>;

/** Makes one value a block, so that a record over them needs no cast. */
export function eachBlock<T>(make: (block: Block) => T): Record<Block, T> {
  return {
    fused: make("fused"),
    text: make("text"),
    image: make("image"),
    audio: make("audio"),
    concepts: make("concepts"),
  };
}

export function zeroWeights(features: Features): Weights {
  return eachBlock((block) => new Float32Array(features[block].columns));
}

/** `phi_i^b . phi_j^b`, unscaled. */
export function blockDot(
  features: Features,
  block: Block,
  i: number,
  j: number,
): number {
  if (block === "concepts") return sparseRowDot(features.concepts, i, j);
  return rowDot(features[block], i, features[block], j);
}

/** `phi_i . phi_j` */
export function kernel(features: Features, i: number, j: number): number {
  let sum = 0;
  for (const block of BLOCKS)
    sum += features.scales[block] * blockDot(features, block, i, j);
  return sum;
}

/** `weights += scale * phi_i`, in place. */
export function addItem(
  weights: Weights,
  features: Features,
  i: number,
  scale: number,
): void {
  const { concepts, scales } = features;
  for (const block of DENSE_BLOCKS)
    addScaled(weights[block], row(features[block], i), scale * scales[block]);
  addSparseRow(weights.concepts, concepts, i, scale * scales.concepts);
}

function asRow(data: Float32Array): Matrix {
  return { rows: 1, columns: data.length, data };
}

/** `weights . phi_i`: the plain counterpart of the scorer on the GPU. */
export function scoreOf(
  weights: Weights,
  features: Features,
  i: number,
): number {
  let sum = sparseDot(features.concepts, i, weights.concepts);
  for (const block of DENSE_BLOCKS)
    sum += rowDot(features[block], i, asRow(weights[block]), 0);
  return sum;
}

/** `a + scale * b`, as new weights. */
export function plus(a: Weights, b: Weights, scale: number): Weights {
  return eachBlock((block) =>
    a[block].map((value, i) => value + scale * (b[block][i] ?? 0)),
  );
}
