/**
 * The leading right singular subspace of a sparse matrix by randomised subspace iteration (Halko, Martinsson & Tropp
 * 2011, arXiv 0909.4061, algorithm 4.4), on the GPU. Single singular vectors are never separated: the filter needs
 * the projector V V^T, and any orthonormal basis gives the same one.
 */
import {
  tensor2d,
  tidy,
  transpose,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { rowProducts } from "../../device/kernels/row-products.ts";
import {
  sparseDense,
  sparseTensor,
} from "../../device/kernels/sparse-dense.ts";
import type { Random } from "../../domain/random.ts";
import { cholesky } from "../../math/cholesky.ts";
import { transposedRows } from "../../math/interactions.ts";
import type { SparseRows } from "../../math/sparse.ts";

export interface Iteration {
  /** Columns; a multiple of 4 is fastest. */
  readonly rank: number;
  readonly passes: number;
  readonly random: Random;
  /** After each pass; may throw to stop. False: this pass was the last. */
  readonly onPass: (pass: number) => boolean;
}

/** `[columns, rank]` with orthonormal columns; the caller's to dispose of. */
export async function leadingSubspace(
  m: SparseRows,
  { rank, passes, random, onPass }: Iteration,
): Promise<Tensor2D> {
  const forward = sparseTensor(m);
  const backward = sparseTensor(transposedRows(m));
  let basis = tensor2d(start(m.columns * rank, random), [m.columns, rank]);
  try {
    for (let pass = 1; pass <= passes; pass += 1) {
      const moved = tidy(() =>
        sparseDense(backward, sparseDense(forward, basis)),
      );
      basis.dispose();
      basis = moved;
      const orthonormal = await orthonormalised(moved);
      moved.dispose();
      basis = orthonormal;
      if (!onPass(pass)) break;
    }
    return basis;
  } catch (error) {
    basis.dispose();
    throw error;
  } finally {
    forward.dispose();
    backward.dispose();
  }
}

/** Signs do as well as normal numbers (ibid., section 4.6) and are drawn 31 at a time. */
function start(length: number, random: Random): Float32Array {
  const BITS = 31;
  const signs = new Float32Array(length);
  let word = 0;
  for (let i = 0; i < length; i += 1) {
    if (i % BITS === 0) word = random.integer(2 ** BITS);
    signs[i] = (word & 1) === 1 ? 1 : -1;
    word >>>= 1;
  }
  return signs;
}

/** Keeps the factor positive where columns nearly coincide; relative to the largest diagonal. */
const JITTER = 1e-6;

/** Cholesky QR: Q = A L^-T with L L^T = A^T A. One pass never squares the condition by much, so it is enough here. */
async function orthonormalised(a: Tensor2D): Promise<Tensor2D> {
  const [, rank] = a.shape;
  const product = tidy(() => {
    const columns = transpose(a);
    return rowProducts(columns, columns);
  });
  const gram = Float64Array.from(await product.data());
  product.dispose();
  let most = 0;
  for (let i = 0; i < rank; i += 1)
    most = Math.max(most, gram[i * rank + i] ?? 0);
  for (let i = 0; i < rank; i += 1)
    gram[i * rank + i] = (gram[i * rank + i] ?? 0) + JITTER * most;
  const inverse = lowerInverse(cholesky(gram, rank), rank);
  return tidy(() => rowProducts(a, tensor2d(inverse, [rank, rank])));
}

/** L^-1 of a lower triangle, row by row. */
function lowerInverse(l: Float64Array, n: number): Float32Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    const own = inverse.subarray(i * n, (i + 1) * n);
    own[i] = 1;
    for (let k = 0; k < i; k += 1) {
      const factor = l[i * n + k] as number;
      for (let j = 0; j <= k; j += 1)
        own[j] = (own[j] as number) - factor * (inverse[k * n + j] as number);
    }
    const pivot = l[i * n + i] as number;
    for (let j = 0; j <= i; j += 1) own[j] = (own[j] as number) / pivot;
  }
  return Float32Array.from(inverse);
}
