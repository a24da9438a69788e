/**
 * Bayesian linear regression in its dual form: a history of T ratings against any number of features
 * costs T x T (Rasmussen & Williams 2006, eq. 2.12 and 2.25 with the kernel phi_i . phi_j).
 */
import { cholesky, solveCholesky, solveLower } from "./cholesky.ts";

/** Noise variance per rating; a small one makes the rating count more. */
export interface RidgePosterior {
  /** `[T]`: the weights are `prior + sum_t alpha_t phi_t`. */
  readonly alpha: Float64Array;
  /** Cholesky factor of `K + diag(noise)` `[T, T]`. */
  readonly factor: Float64Array;
}

/**
 * @param kernel `[T, T]` of `phi_i . phi_j`
 * @param residual `[T]` target minus what the prior mean says
 * @param noise `[T]` variances
 */
export function ridge(
  kernel: Float64Array,
  residual: ArrayLike<number>,
  noise: ArrayLike<number>,
): RidgePosterior {
  const n = residual.length;
  const system = kernel.slice();
  for (let i = 0; i < n; i += 1)
    system[i * n + i] = (system[i * n + i] ?? 0) + (noise[i] ?? 0);
  const factor = cholesky(system, n);
  return { alpha: solveCholesky(factor, residual), factor };
}

/** Posterior variance of `phi . w` for an item with kernel row `toHistory` `[T]` and `self = phi . phi`. */
export function posteriorVariance(
  { factor }: RidgePosterior,
  toHistory: ArrayLike<number>,
  self: number,
): number {
  const half = solveLower(factor, toHistory);
  let explained = 0;
  for (const value of half) explained += value * value;
  return Math.max(self - explained, 0);
}

/**
 * What each rating would have been predicted as without itself `[T]`: leave-one-out in closed form
 * (Rasmussen & Williams 2006, eq. 5.12), `y_t - alpha_t / (K + noise)^-1_tt`.
 */
export function leaveOneOut(
  { alpha, factor }: RidgePosterior,
  residual: ArrayLike<number>,
): Float64Array {
  const n = alpha.length;
  const unit = new Float64Array(n);
  return Float64Array.from(alpha, (value, t) => {
    unit.fill(0);
    unit[t] = 1;
    const column = solveLower(factor, unit);
    let inverse = 0;
    for (const entry of column) inverse += entry * entry;
    return (residual[t] ?? 0) - value / inverse;
  });
}
