/** What a fine-tune does to a user: plain arrays, exact, and cheap enough to run at every ranking. */
import type { FineTune, LowRank } from "../../domain/adapter.ts";
import { addScaled, dot, row } from "../../math/dense.ts";
import {
  addItem,
  kernel,
  zeroWeights,
  type Features,
  type Weights,
} from "../../math/features.ts";

/** `x + scale * B (A x)` `[D]` */
export function applyMetric(metric: LowRank, x: Float32Array): Float32Array {
  const { rank, inputs, a, b, scale } = metric;
  const y = x.slice();
  for (let r = 0; r < rank; r += 1) {
    const h = scale * dot(a.subarray(r * inputs, (r + 1) * inputs), x);
    for (let k = 0; k < y.length; k += 1)
      y[k] = (y[k] ?? 0) + (b[k * rank + r] ?? 0) * h;
  }
  return y;
}

/** `x + scale * A^T (B^T x)` `[D]` */
export function applyMetricTransposed(
  metric: LowRank,
  x: Float32Array,
): Float32Array {
  const { rank, inputs, a, b, scale } = metric;
  const y = x.slice();
  for (let r = 0; r < rank; r += 1) {
    let h = 0;
    for (let k = 0; k < x.length; k += 1)
      h += (b[k * rank + r] ?? 0) * (x[k] ?? 0);
    addScaled(y, a.subarray(r * inputs, (r + 1) * inputs), scale * h);
  }
  return y;
}

/**
 * The user of a fine-tune in the space of phi: the low rank acts on items and history alike, so on the
 * fused block the weights are `(I + B A)^T (I + B A) sum_t w_t f_t`.
 *
 * @param counts whether a rating is still in force
 */
export function adaptedUser(
  features: Features,
  { metric, rows, weights }: FineTune,
  counts: (item: number) => boolean = () => true,
): Weights {
  const user = zeroWeights(features);
  rows.forEach((item, t) => {
    if (counts(item)) addItem(user, features, item, weights[t] ?? 0);
  });
  user.fused.set(
    applyMetricTransposed(metric, applyMetric(metric, user.fused)),
  );
  return user;
}

/** `phi_i . phi_j` under the fine-tune: the low rank on the fused block, the other blocks as they are. */
export function adaptedKernel(
  features: Features,
  { metric }: FineTune,
  i: number,
  j: number,
): number {
  const plain = row(features.fused, i);
  const change = dot(
    applyMetric(metric, plain),
    applyMetric(metric, row(features.fused, j)),
  );
  return (
    kernel(features, i, j) +
    features.scales.fused * (change - dot(plain, row(features.fused, j)))
  );
}
