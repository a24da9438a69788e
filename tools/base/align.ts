/**
 * Alignment: every modality whitened to D dimensions and turned onto the text space, so that their sum
 * means something and the untrained model is already a content recommender.
 */
import { FUSED_DIMENSIONS } from "../../src/config/taste.ts";
import type { Random } from "../../src/domain/random.ts";
import {
  matrix,
  row,
  times,
  transposed,
  unitRows,
  type Matrix,
} from "../../src/math/dense.ts";
import { eigenLeading } from "../../src/math/eigen.ts";
import { procrustes, project, whitening } from "../../src/math/pca.ts";
import {
  addSparseRow,
  sparseDot,
  type SparseRows,
} from "../../src/math/sparse.ts";

export interface Aligned {
  /** `[N, D]`, unit rows. */
  readonly z: Matrix;
  readonly mean: Float32Array;
  /** `[D, d]`, the rotation onto the text space included. */
  readonly projection: Matrix;
}

/** Exponent of the whitening: full whitening lets noise directions speak as loudly as meaning. */
const WHITENING_POWER = 0.5;
/** Passes of the block iteration over the graph; its small directions need not be exact. */
const GRAPH_PASSES = 4;

export function alignEncoded(
  x: Matrix,
  mask: Float32Array,
  target: { z: Matrix; mask: Float32Array } | null,
  random: Random,
): Aligned {
  const fitted = whitening(x, mask, FUSED_DIMENSIONS, random, WHITENING_POWER);
  const z = project(x, mask, fitted);
  unitRows(z);
  if (!target) return { z, ...fitted };
  const turn = procrustes(z, target.z, both(mask, target.mask));
  return {
    z: times(z, transposed(turn)),
    mean: fitted.mean,
    projection: times(turn, fitted.projection),
  };
}

/** The graph's own vector: principal directions of the concept incidence, turned like the others. */
export function alignGraph(
  concepts: SparseRows,
  target: { z: Matrix; mask: Float32Array },
  random: Random,
): { z: Matrix; mask: Float32Array } {
  const gramTimes = (block: Matrix): Matrix => {
    const out = matrix(block.rows, block.columns);
    for (let b = 0; b < block.rows; b += 1) {
      const from = row(block, b);
      const to = row(out, b);
      for (let i = 0; i < concepts.rows; i += 1) {
        const value = sparseDot(concepts, i, from);
        if (value !== 0) addSparseRow(to, concepts, i, value);
      }
    }
    return out;
  };
  const { values, vectors } = eigenLeading(
    gramTimes,
    concepts.columns,
    FUSED_DIMENSIONS,
    random,
    GRAPH_PASSES,
  );
  const z = matrix(concepts.rows, FUSED_DIMENSIONS);
  const mask = new Float32Array(concepts.rows);
  for (let i = 0; i < concepts.rows; i += 1) {
    mask[i] = concepts.offsets[i] === concepts.offsets[i + 1] ? 0 : 1;
    for (let k = 0; k < vectors.rows; k += 1)
      z.data[i * FUSED_DIMENSIONS + k] =
        sparseDot(concepts, i, row(vectors, k)) *
        Math.max(values[k] ?? 0, 1e-9) ** (-WHITENING_POWER / 2);
  }
  unitRows(z);
  const turn = procrustes(z, target.z, both(mask, target.mask));
  return { z: times(z, transposed(turn)), mask };
}

function both(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value * (b[i] ?? 0));
}
