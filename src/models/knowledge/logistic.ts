/** Logistic regression in closed steps: iteratively reweighted least squares (Hastie et al. 2009, section 4.4.1). */
import { cholesky, solveCholesky } from "../../math/cholesky.ts";

export interface Logistic {
  /** `[F]` and the offset, in units of the features as they were given. */
  readonly weights: Float64Array;
  readonly offset: number;
  /** Mean log loss of the rows before the last step. */
  readonly loss: number;
}

const STEPS = 25;
/** Change of every weight below which the fit is done. */
const SETTLED = 1e-6;

/**
 * @param features `[n, F]` row-major
 * @param labels `[n]` 0 or 1
 * @param ridge L2 on the weights of standardised features, per row
 */
export function fitLogistic(
  features: Float64Array,
  labels: ArrayLike<number>,
  ridge: number,
): Logistic {
  const n = labels.length;
  const width = features.length / n;
  const { mean, deviation } = scaleOf(features, n, width);
  const size = width + 1;
  const weights = new Float64Array(size);
  const x = new Float64Array(size).fill(1);
  let loss = 0;
  for (let step = 0; step < STEPS; step += 1) {
    loss = 0;
    const gradient = new Float64Array(size);
    const curvature = new Float64Array(size * size);
    for (let row = 0; row < n; row += 1) {
      for (let k = 0; k < width; k += 1)
        x[k] =
          ((features[row * width + k] ?? 0) - (mean[k] ?? 0)) /
          (deviation[k] ?? 1);
      const logit = x.reduce(
        (sum, value, k) => sum + value * (weights[k] ?? 0),
        0,
      );
      const p = 1 / (1 + Math.exp(-logit));
      const label = labels[row] ?? 0;
      loss -= Math.log(label === 1 ? p : 1 - p) / n;
      addRow(gradient, curvature, x, p - label, p * (1 - p));
    }
    for (let k = 0; k < width; k += 1) {
      gradient[k] = (gradient[k] ?? 0) + ridge * n * (weights[k] ?? 0);
      curvature[k * size + k] = (curvature[k * size + k] ?? 0) + ridge * n;
    }
    // Keeps the offset's place positive where the labels are all alike.
    curvature[size * size - 1] = (curvature[size * size - 1] ?? 0) + 1e-6 * n;
    const move = solveCholesky(cholesky(curvature, size), gradient);
    move.forEach((by, k) => (weights[k] = (weights[k] ?? 0) - by));
    if (move.every((by) => Math.abs(by) < SETTLED)) break;
  }
  const own = weights.slice(0, width).map((w, k) => w / (deviation[k] ?? 1));
  const shift = own.reduce((sum, w, k) => sum + w * (mean[k] ?? 0), 0);
  return { weights: own, offset: (weights[width] ?? 0) - shift, loss };
}

/** A feature that never varies gets deviation 1, and so no weight. */
function scaleOf(features: Float64Array, n: number, width: number) {
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (let at = 0; at < features.length; at += 1)
    mean[at % width] = (mean[at % width] ?? 0) + (features[at] ?? 0) / n;
  for (let at = 0; at < features.length; at += 1) {
    const apart = (features[at] ?? 0) - (mean[at % width] ?? 0);
    deviation[at % width] = (deviation[at % width] ?? 0) + apart ** 2 / n;
  }
  return { mean, deviation: deviation.map((v) => Math.sqrt(v) || 1) };
}

function addRow(
  gradient: Float64Array,
  curvature: Float64Array,
  x: Float64Array,
  error: number,
  weight: number,
): void {
  const size = x.length;
  for (let a = 0; a < size; a += 1) {
    const own = x[a] as number;
    gradient[a] = (gradient[a] as number) + error * own;
    for (let b = 0; b <= a; b += 1)
      curvature[a * size + b] =
        (curvature[a * size + b] as number) + weight * own * (x[b] as number);
  }
}
