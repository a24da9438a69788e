/** Whitening by principal components, and the rotation of one space onto another. */
import type { Random } from "../domain/random.ts";
import {
  addScaled,
  matrix,
  meanRow,
  row,
  times,
  transposed,
  type Matrix,
} from "./dense.ts";
import { eigenLeading } from "./eigen.ts";

/** `z = P (x - mean)` has unit variance in each of its `D` dimensions over the data that it was made from. */
export interface Whitening {
  /** `[d]` */
  readonly mean: Float32Array;
  /** `[D, d]` */
  readonly projection: Matrix;
}

/**
 * PCA whitening over the rows whose mask is set. Where the data have fewer directions than `D`, the
 * remaining rows of the projection are zero.
 *
 * @param power 1 whitens fully, 0 only rotates; between them the weak directions are raised less
 */
export function whitening(
  x: Matrix,
  mask: ArrayLike<number>,
  dimensions: number,
  random: Random,
  power = 1,
): Whitening {
  const mean = meanRow(x, mask);
  const covariance = covarianceOf(x, mask, mean);
  const { values, vectors } = eigenLeading(
    (block) => times(block, covariance),
    x.columns,
    Math.min(dimensions, x.columns),
    random,
  );
  const projection = matrix(dimensions, x.columns);
  const floor = (values[0] ?? 0) * 1e-6;
  for (let i = 0; i < vectors.rows; i += 1) {
    const variance = values[i] ?? 0;
    if (variance > floor)
      addScaled(row(projection, i), row(vectors, i), variance ** (-power / 2));
  }
  return { mean, projection };
}

function covarianceOf(
  x: Matrix,
  mask: ArrayLike<number>,
  mean: Float32Array,
): Matrix {
  const kept = centredRows(x, mask, mean);
  const covariance = times(transposed(kept), kept);
  const scale = 1 / Math.max(kept.rows, 1);
  covariance.data.forEach((value, i) => {
    covariance.data[i] = value * scale;
  });
  return covariance;
}

/** Only the rows whose mask is set, less the mean. */
function centredRows(
  x: Matrix,
  mask: ArrayLike<number>,
  mean: Float32Array,
): Matrix {
  const there = Array.from({ length: x.rows }, (_, i) => i).filter(
    (i) => mask[i],
  );
  const kept = matrix(there.length, x.columns);
  there.forEach((i, at) => {
    const values = row(kept, at);
    values.set(row(x, i));
    addScaled(values, mean, -1);
  });
  return kept;
}

/** `[N, D]` of `P (x_i - mean)`; rows without a mask stay zero. */
export function project(
  x: Matrix,
  mask: ArrayLike<number>,
  { mean, projection }: Whitening,
): Matrix {
  const kept = times(centredRows(x, mask, mean), transposed(projection));
  const z = matrix(x.rows, projection.rows);
  let at = 0;
  for (let i = 0; i < x.rows; i += 1) {
    if (!mask[i]) continue;
    row(z, i).set(row(kept, at));
    at += 1;
  }
  return z;
}

/** Steps of the polar iteration; directions below 1e-5 of the largest stay unturned, and carry nothing. */
const POLAR_STEPS = 30;

/**
 * The rotation `R` `[D, D]` that brings rows `R a_i` nearest to `b_i` over the rows that both masks have:
 * the orthogonal Procrustes problem (Schonemann 1966), its polar factor by Newton-Schulz iteration
 * (Higham 2008, eq. 8.20).
 */
export function procrustes(
  a: Matrix,
  b: Matrix,
  both: ArrayLike<number>,
): Matrix {
  const d = a.columns;
  let x = matrix(d, d);
  for (let i = 0; i < a.rows; i += 1) {
    if (!both[i]) continue;
    const from = row(a, i);
    const to = row(b, i);
    for (let j = 0; j < d; j += 1) addScaled(row(x, j), from, to[j] ?? 0);
  }
  let norm = 0;
  for (const value of x.data) norm += value * value;
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
  x = { ...x, data: x.data.map((value) => value * scale) };
  for (let step = 0; step < POLAR_STEPS; step += 1) {
    const cubic = times(times(x, transposed(x)), x);
    x = {
      ...x,
      data: x.data.map((value, i) => 1.5 * value - 0.5 * (cubic.data[i] ?? 0)),
    };
  }
  return x;
}
