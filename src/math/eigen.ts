/**
 * Leading eigenvectors of symmetric matrices: cyclic Jacobi for small ones, block (subspace) iteration on
 * top of it for large ones. Deterministic given the generator.
 */
import type { Random } from "../domain/random.ts";
import { matrix, times, transposed, type Matrix } from "./dense.ts";

export interface Eigen {
  /** Descending. */
  readonly values: Float64Array;
  /** `[k, n]`: one unit eigenvector a row. */
  readonly vectors: Matrix;
}

const SWEEPS = 30;

/** All eigenpairs of a small symmetric `a` `[n, n]` (Golub & Van Loan, 4th ed., section 8.5.2). */
export function eigenSymmetric(a: ArrayLike<number>, n: number): Eigen {
  const m = Float64Array.from(a);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) v[i * n + i] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    if (!(offDiagonal(m, n) > 1e-22 * trace(m, n) ** 2)) break;
    for (let p = 0; p < n - 1; p += 1)
      for (let q = p + 1; q < n; q += 1) rotate(m, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => (m[j * n + j] ?? 0) - (m[i * n + i] ?? 0),
  );
  const vectors = matrix(n, n);
  order.forEach((from, to) => {
    vectors.data.set(v.subarray(from * n, (from + 1) * n), to * n);
  });
  return {
    values: Float64Array.from(order, (i) => m[i * n + i] ?? 0),
    vectors,
  };
}

function offDiagonal(m: Float64Array, n: number): number {
  let sum = 0;
  for (let p = 0; p < n; p += 1)
    for (let q = p + 1; q < n; q += 1) sum += (m[p * n + q] ?? 0) ** 2;
  return sum;
}

function trace(m: Float64Array, n: number): number {
  let sum = 0;
  for (let p = 0; p < n; p += 1) sum += Math.abs(m[p * n + p] ?? 0);
  return sum;
}

/** One Jacobi rotation that makes `m[p, q]` zero; rows of `v` collect the eigenvectors. */
function rotate(
  m: Float64Array,
  v: Float64Array,
  n: number,
  p: number,
  q: number,
): void {
  const apq = m[p * n + q] ?? 0;
  if (apq === 0) return;
  const tau = ((m[q * n + q] ?? 0) - (m[p * n + p] ?? 0)) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let k = 0; k < n; k += 1) {
    const kp = m[k * n + p] ?? 0;
    const kq = m[k * n + q] ?? 0;
    m[k * n + p] = c * kp - s * kq;
    m[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k += 1) {
    const pk = m[p * n + k] ?? 0;
    const qk = m[q * n + k] ?? 0;
    m[p * n + k] = c * pk - s * qk;
    m[q * n + k] = s * pk + c * qk;
    const vp = v[p * n + k] ?? 0;
    const vq = v[q * n + k] ?? 0;
    v[p * n + k] = c * vp - s * vq;
    v[q * n + k] = s * vp + c * vq;
  }
}

/** Columns that the block iteration carries beyond those asked for; they speed the last ones up. */
const GUARD = 16;

/**
 * The `k` leading eigenpairs of a positive semi-definite operator on `n` dimensions: subspace iteration
 * with Rayleigh-Ritz (Halko, Martinsson & Tropp 2011, arXiv 0909.4061, algorithm 4.4).
 *
 * @param apply `[b, n] -> [b, n]`, the operator on each row
 */
export function eigenLeading(
  apply: (block: Matrix) => Matrix,
  n: number,
  k: number,
  random: Random,
  iterations = 6,
): Eigen {
  const width = Math.min(n, k + GUARD);
  let block = matrix(width, n);
  for (let i = 0; i < block.data.length; i += 1)
    block.data[i] = random.normal();
  orthonormalise(block);
  for (let pass = 0; pass < iterations; pass += 1) {
    block = apply(block);
    orthonormalise(block);
  }
  const image = apply(block);
  const small = times(block, transposed(image));
  const ritz = eigenSymmetric(small.data, width);
  const rotated = times(ritz.vectors, block);
  const kept = Math.min(k, n);
  return {
    values: ritz.values.slice(0, kept),
    vectors: { rows: kept, columns: n, data: rotated.data.slice(0, kept * n) },
  };
}

/** A row of which less than this is left lies in the span of the rows before it. */
const DEPENDENT = 1e-5;

/** Modified Gram-Schmidt over rows, twice (twice is enough: Giraud et al. 2005); dependent rows become zero. */
export function orthonormalise({ rows, columns, data }: Matrix): void {
  for (let pass = 0; pass < 2; pass += 1)
    for (let i = 0; i < rows; i += 1) {
      const at = i * columns;
      const before = norm(data, at, columns);
      for (let j = 0; j < i; j += 1) {
        const other = j * columns;
        let projection = 0;
        for (let x = 0; x < columns; x += 1)
          projection += (data[at + x] as number) * (data[other + x] as number);
        for (let x = 0; x < columns; x += 1)
          data[at + x] =
            (data[at + x] as number) - projection * (data[other + x] as number);
      }
      const left = norm(data, at, columns);
      const scale = left > DEPENDENT * before ? 1 / left : 0;
      for (let x = 0; x < columns; x += 1)
        data[at + x] = (data[at + x] as number) * scale;
    }
}

function norm(data: Float32Array, at: number, columns: number): number {
  let square = 0;
  for (let x = 0; x < columns; x += 1) square += (data[at + x] as number) ** 2;
  return Math.sqrt(square);
}
