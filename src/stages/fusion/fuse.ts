/**
 * Fusion on the GPU: the modalities of every item become one vector, by additive attention.
 *
 *   a_i^m = v . tanh(Q z_i^m) + c_m + s_m     (Bahdanau et al. 2015, arXiv 1409.0473, section A.1.2)
 *   alpha_i = softmax over the modalities that item i has
 *   f_i = sum_m alpha_i^m z_i^m, scaled to length 1
 *
 * f is linear in z, so the share of each modality in any score is exact. Modalities are unrolled and
 * length-M axes never exist: reductions over tiny axes are slow on WebGPU.
 */
import {
  add,
  div,
  exp,
  matMul,
  maximum,
  mul,
  rsqrt,
  scalar,
  square,
  sub,
  tanh,
  tensor2d,
  tidy,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import type { Matrix } from "../../math/dense.ts";

/** Parameters of the attention; `[h, D]`, `[h]` and one bias a modality. */
export interface Attention {
  readonly query: Matrix;
  readonly value: Float32Array;
  readonly bias: Readonly<Record<Modality, number>>;
}

/** Aligned modality vectors on the GPU. The owner calls `dispose`. */
export interface AlignedTensors {
  /** `[N, D]`, rows of length 1 where the modality is there, else 0. */
  readonly z: Readonly<Record<Modality, Tensor2D>>;
  /** `[N, 1]`, 1 where the modality is there. */
  readonly mask: Readonly<Record<Modality, Tensor2D>>;
  /** Bytes on the backend. */
  readonly bytes: number;
  dispose(): void;
}

export interface Fused {
  /** `[N, D]`, unit rows. */
  readonly fused: Tensor2D;
  /** `[N, 1]` each: the factor with which `z_i^m` enters `f_i`, length included. */
  readonly share: Readonly<Record<Modality, Tensor2D>>;
}

/** Names the modalities once, so that a record over them needs no cast. */
export function eachModality<T>(
  make: (modality: Modality) => T,
): Record<Modality, T> {
  return {
    text: make("text"),
    image: make("image"),
    audio: make("audio"),
    graph: make("graph"),
  };
}

export function uploadAligned(
  z: Readonly<Record<Modality, Matrix>>,
  mask: Readonly<Record<Modality, Float32Array>>,
): AlignedTensors {
  const rows = z.text.rows;
  const tensors = eachModality((m) =>
    tensor2d(z[m].data, [rows, z[m].columns]),
  );
  const masks = eachModality((m) => tensor2d(mask[m], [rows, 1]));
  return {
    z: tensors,
    mask: masks,
    bytes: MODALITIES.reduce(
      (sum, m) => sum + z[m].data.byteLength + mask[m].byteLength,
      0,
    ),
    dispose() {
      for (const m of MODALITIES) {
        tensors[m].dispose();
        masks[m].dispose();
      }
    },
  };
}

/** Far below any real logit, so that a missing modality never sets the maximum. */
const MISSING = -1e4;

/**
 * @param sliders `s_m`, log units
 * @returns tensors that the caller owns
 */
export function fuse(
  { z, mask }: AlignedTensors,
  attention: Attention,
  sliders: Readonly<Record<Modality, number>>,
): Fused {
  const { query, value, bias } = attention;
  return tidy(() => {
    const q = tensor2d(query.data, [query.rows, query.columns]);
    const v = tensor2d(value, [value.length, 1]);
    const logits = eachModality((m) => {
      const raw = matMul(tanh(matMul(z[m], q, false, true)), v);
      const steered = add(raw, scalar(bias[m] + sliders[m]));
      return add(mul(steered, mask[m]), mul(sub(1, mask[m]), MISSING));
    });
    const most = maximum(
      maximum(logits.text, logits.image),
      maximum(logits.audio, logits.graph),
    );
    const weight = eachModality((m) => mul(exp(sub(logits[m], most)), mask[m]));
    const total = add(
      add(weight.text, weight.image),
      add(weight.audio, weight.graph),
    );
    const alpha = eachModality((m) => div(weight[m], add(total, 1e-12)));
    const part = eachModality((m) => mul(alpha[m], z[m]));
    const sum = add(add(part.text, part.image), add(part.audio, part.graph));
    const ones = tensor2d(new Float32Array(sum.shape[1] ?? 0).fill(1), [
      sum.shape[1] ?? 0,
      1,
    ]);
    const scale = rsqrt(add(matMul(square(sum), ones), 1e-12));
    return {
      fused: mul<Tensor2D>(sum, scale),
      share: eachModality((m) => mul<Tensor2D>(alpha[m], scale)),
    };
  });
}
