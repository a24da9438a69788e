/**
 * The item encoder that is pretrained: aligned modality vectors in, one vector out, in one of three ways.
 *
 *   mean       h_i = norm(mean_m W_m z_i^m)
 *   attention  h_i = norm(sum_m alpha_i^m W_m z_i^m),  alpha_i = softmax_m(v . tanh(Q W_m z_i^m) + c_m)
 *   joint      tokens t_m = W_m z_i^m attend to each other once (Vaswani et al. 2017, arXiv 1706.03762, eq. 1, one head),
 *              h_i = norm(mean_m (t_m + sum_n a_mn V t_n))
 *
 * All W_m start as the identity, so that the untrained encoder is the plain fusion. Modalities are unrolled:
 * reductions over tiny axes are slow on WebGPU.
 */
import {
  add,
  div,
  exp,
  matMul,
  mul,
  ones,
  rsqrt,
  square,
  sub,
  tanh,
  tensor2d,
  tidy,
  variable,
  type Tensor,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { ATTENTION_UNITS } from "../../config/pretraining.ts";
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import type { Random } from "../../domain/random.ts";

export const ENCODER_MODES = ["mean", "attention", "joint"] as const;
export type EncoderMode = (typeof ENCODER_MODES)[number];

/** `[B, D]` and `[B, 1]` a modality, zero where it is missing or dropped. */
export interface Tokens {
  readonly z: Readonly<Record<Modality, Tensor2D>>;
  readonly mask: Readonly<Record<Modality, Tensor2D>>;
}

export interface ItemEncoder {
  readonly variables: readonly Variable[];
  /** `[B, D]`, unit rows; call it inside `tidy`. */
  encode(tokens: Tokens): Tensor2D;
  /** `[B, D]`: what the vector says that modality m is, not normalised. */
  decode(encoded: Tensor2D, modality: Modality): Tensor2D;
  dispose(): void;
}

/** Far below any real logit, so that a missing modality gets no weight. */
const MISSING = -1e4;

export function createItemEncoder(
  mode: EncoderMode,
  dimensions: number,
  random: Random,
): ItemEncoder {
  const variables: Variable[] = [];
  const make = (
    rows: number,
    columns: number,
    value: (at: number) => number,
  ) => {
    const data = Float32Array.from({ length: rows * columns }, (_, at) =>
      value(at),
    );
    const made = tidy(() => variable(tensor2d(data, [rows, columns])));
    variables.push(made);
    return made as unknown as Tensor2D;
  };
  const identity = (): Tensor2D =>
    make(dimensions, dimensions, (at) => (at % (dimensions + 1) === 0 ? 1 : 0));
  const small = (rows: number, columns: number): Tensor2D =>
    make(rows, columns, () => random.normal() / Math.sqrt(rows));
  const eachModality = <T>(value: (m: Modality) => T): Record<Modality, T> => ({
    text: value("text"),
    image: value("image"),
    audio: value("audio"),
    graph: value("graph"),
  });

  const towards = eachModality(identity);
  const back = eachModality(identity);
  const fuse = {
    mean: () => meanFusion,
    attention: () => {
      const query = small(dimensions, ATTENTION_UNITS);
      const value = make(ATTENTION_UNITS, 1, () => 0);
      const bias = eachModality(() => make(1, 1, () => 0));
      return ({ z, mask }: Tokens): Tensor2D => {
        const logits = MODALITIES.map((m) =>
          add(matMul(tanh(matMul(z[m], query)), value), bias[m]),
        );
        return weighted(
          MODALITIES.map((m) => z[m]),
          masked(logits, mask),
        );
      };
    },
    joint: () => {
      const [query, key] = [
        small(dimensions, dimensions),
        small(dimensions, dimensions),
      ];
      const value = make(dimensions, dimensions, () => 0);
      return (tokens: Tokens): Tensor2D =>
        jointFusion(tokens, query, key, value);
    },
  }[mode]();

  return {
    variables,
    encode({ z, mask }) {
      const turned = eachModality((m): Tensor2D => matMul(z[m], towards[m]));
      return unit(fuse({ z: turned, mask }));
    },
    decode: (encoded, modality) => matMul(encoded, back[modality]),
    dispose() {
      for (const each of variables) each.dispose();
    },
  };
}

/** `[B, D]` rows scaled to length 1; a zero row stays zero. */
export function unit(rows: Tensor2D): Tensor2D {
  return mul(rows, rsqrt(add(rowSums(square(rows)), 1e-12)));
}

/** `[B, 1]`; a product with ones, because a reduction over a short axis is slow on WebGPU. */
export function rowSums(rows: Tensor): Tensor2D {
  return matMul(rows as Tensor2D, ones([rows.shape[1] ?? 1, 1]));
}

/** Their sum; the gradient of `addN` throws in TensorFlow.js 4.22. */
export function total<T extends Tensor>(terms: readonly T[]): T {
  return terms.reduce((sum, term) => add(sum, term));
}

function meanFusion({ z, mask }: Tokens): Tensor2D {
  const sum = total(MODALITIES.map((m) => z[m]));
  const count = total(MODALITIES.map((m) => mask[m]));
  return div(sum, add(count, 1e-6));
}

/** Weights `[B, 1]` of the present modalities, before they are divided by their sum. */
function masked(
  logits: readonly Tensor[],
  mask: Tokens["mask"],
): readonly Tensor[] {
  return MODALITIES.map((m, at) => {
    const logit = logits[at];
    if (!logit) throw new RangeError(`no logit of ${m}`);
    const kept = add(mul(logit, mask[m]), mul(sub(1, mask[m]), MISSING));
    return mul(exp(kept), mask[m]);
  });
}

function weighted(
  rows: readonly Tensor[],
  weights: readonly Tensor[],
): Tensor2D {
  const all = add(total(weights), 1e-12);
  const parts = rows.map((each, at) => mul(each, weights[at] ?? all));
  return div(total(parts), all);
}

function jointFusion(
  { z, mask }: Tokens,
  query: Tensor2D,
  key: Tensor2D,
  value: Tensor2D,
): Tensor2D {
  const scale = 1 / Math.sqrt(query.shape[0]);
  const keys = MODALITIES.map((m) => matMul(z[m], key));
  const values = MODALITIES.map((m) => matMul(z[m], value));
  const out = MODALITIES.map((m) => {
    const asked = matMul(z[m], query);
    const logits = keys.map((each) => mul(rowSums(mul(asked, each)), scale));
    const heard = weighted(values, masked(logits, mask));
    return mul(add(z[m], heard), mask[m]);
  });
  const count = total(MODALITIES.map((m) => mask[m]));
  return div(total(out), add(count, 1e-6));
}
