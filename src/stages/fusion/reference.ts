/** The fusion of `fuse.ts` on plain arrays: slower, obvious, and what the GPU is checked against. */
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import { addScaled, dot, matrix, row, type Matrix } from "../../math/dense.ts";
import type { Attention } from "./attention.ts";

/** `f_i` `[N, D]` and `share` `[N, M]` as in `Fused` of `fuse.ts`, one column a modality. */
export function fuseReference(
  z: Readonly<Record<Modality, Matrix>>,
  mask: Readonly<Record<Modality, Float32Array>>,
  { query, value, bias }: Attention,
  sliders: Readonly<Record<Modality, number>>,
): { fused: Matrix; share: Matrix } {
  const fused = matrix(z.text.rows, z.text.columns);
  const share = matrix(z.text.rows, MODALITIES.length);
  for (let i = 0; i < fused.rows; i += 1) {
    const weights = MODALITIES.map((m) => {
      if (!mask[m][i]) return 0;
      let logit = bias[m] + sliders[m];
      value.forEach((v, h) => {
        logit += v * Math.tanh(dot(row(query, h), row(z[m], i)));
      });
      return Math.exp(logit);
    });
    const total = weights.reduce((sum, w) => sum + w, 0);
    if (total === 0) continue;
    const f = row(fused, i);
    MODALITIES.forEach((m, at) => {
      addScaled(f, row(z[m], i), (weights[at] ?? 0) / total);
    });
    const length = Math.sqrt(dot(f, f)) || 1;
    f.forEach((x, k) => (f[k] = x / length));
    row(share, i).set(weights.map((w) => w / total / length));
  }
  return { fused, share };
}
