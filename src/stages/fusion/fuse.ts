/**
 * Fusion: the modalities of every item become one vector, by attention.
 *
 *   a_i^m = l_i^m + s_m, l from ./attention.ts and s_m the slider of the modality
 *   alpha_i = softmax over the modalities that item i has
 *   f_i = sum_m alpha_i^m z_i^m, scaled to length 1
 *
 * f is linear in z, so the share of each modality in any score is exact. What is left to do when a slider moves is
 * one pass over the vectors, on plain arrays: the model needs `f` there anyway.
 */
import { MODALITIES } from "../../domain/modality.ts";
import { matrix, type Matrix } from "../../math/dense.ts";
import { eachModality, type ByModality } from "./attention.ts";

export interface Fused {
  /** `[N, D]`, unit rows. */
  readonly fused: Matrix;
  /** `[N]` each: the factor with which `z_i^m` enters `f_i`, length included. */
  readonly share: ByModality<Float32Array>;
}

/**
 * @param z `[N, D]` each, rows of length 1 where the modality is there
 * @param mask `[N]` each, 1 where the modality is there
 * @param logits `[N]` each
 * @param sliders `s_m`, log units
 */
export function fuse(
  z: ByModality<Matrix>,
  mask: ByModality<Float32Array>,
  logits: ByModality<Float32Array>,
  sliders: ByModality<number>,
): Fused {
  const { rows, columns } = z.text;
  const fused = matrix(rows, columns);
  const share = eachModality(() => new Float32Array(rows));
  for (let i = 0; i < rows; i += 1) {
    const there = MODALITIES.filter((m) => mask[m][i]);
    const steered = there.map((m) => (logits[m][i] ?? 0) + sliders[m]);
    const most = Math.max(...steered);
    const weights = steered.map((logit) => Math.exp(logit - most));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const from = i * columns;
    there.forEach((m, at) => {
      const alpha = (weights[at] ?? 0) / total;
      const { data } = z[m];
      for (let k = from; k < from + columns; k += 1)
        fused.data[k] = (fused.data[k] ?? 0) + alpha * (data[k] ?? 0);
      share[m][i] = alpha;
    });
    const scale = 1 / (lengthOf(fused.data, from, columns) || 1);
    for (let k = from; k < from + columns; k += 1)
      fused.data[k] = scale * (fused.data[k] ?? 0);
    for (const m of there) share[m][i] = scale * (share[m][i] ?? 0);
  }
  return { fused, share };
}

function lengthOf(data: Float32Array, from: number, count: number): number {
  let sum = 0;
  for (let k = from; k < from + count; k += 1) sum += (data[k] ?? 0) ** 2;
  return Math.sqrt(sum);
}
