/**
 * Bayesian linear regression in its dual form: a history of T ratings against any number of features
 * costs T x T (Rasmussen & Williams 2006, eq. 2.12 and 2.25 with the kernel phi_i . phi_j).
 */
import { cholesky, solveCholesky } from "./cholesky.ts";

export interface RidgePosterior {
  /** `[T]`: the weights are `prior + sum_t alpha_t phi_t`. */
  readonly alpha: Float64Array;
}

/**
 * @param kernel `[T, T]` of `phi_i . phi_j`
 * @param residual `[T]` target minus what the prior mean says
 * @param noise `[T]` variances; a small one makes the rating count more
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
  return { alpha: solveCholesky(factor, residual) };
}
