/**
 * The causal transformer on TensorFlow.js, for training: every place of a history foretells the item after it.
 *
 * Loss: cross-entropy over the answer and items drawn once a step for all places. A uniform draw of S of N items stands
 * for all of them when log(N / S) is added to its logits (Jean et al. 2015, arXiv 1412.2007, section 3.1); with cross-
 * entropy the plain transformer beats its own binary loss by far (Klenitskiy & Vasilev 2023, arXiv 2309.07602; Petrov &
 * Macdonald 2023, arXiv 2308.07192). Every layer is read out and trained, so that an answer may leave early.
 */
import {
  add,
  concat2d,
  log,
  matMul,
  max,
  mul,
  ones,
  relu,
  reshape,
  rsqrt,
  scalar,
  softmax,
  square,
  sub,
  sum,
  tensor2d,
  tensor3d,
  tidy,
  type Scalar,
  type Tensor2D,
  type Tensor3D,
  exp,
} from "@tensorflow/tfjs-core";
import { gatherRows } from "../../device/kernels/sparse-dense.ts";
import { named, NORM_FLOOR, type TransformerSettings } from "./shape.ts";

export interface TrainingBatch {
  /** B */
  readonly histories: number;
  /** `[B * T]` items, 0 where a history has ended. */
  readonly inputs: Int32Array;
  /** `[B * T]` the item after each. */
  readonly answers: Int32Array;
  /** `[B * T]` 1 over the number of answers, 0 where there is none. */
  readonly weights: Float32Array;
  /** `[S]` */
  readonly negatives: Int32Array;
  /** `[B * T * D]` 0 or 1 / (1 - dropout); null leaves nothing out. */
  readonly kept: Float32Array | null;
}

/** A parameter by name. */
export type Lookup = (name: string) => Tensor2D;

/** Far below any real logit. */
const NEVER = -1e9;

/** `[B * T, D]` what each layer says after every event, the first layer first; call it inside `tidy`. */
export function forward(
  of: Lookup,
  inputs: Int32Array,
  kept: Float32Array | null,
  settings: TransformerSettings,
): Tensor2D[] {
  const { dimensions, length, layers } = settings;
  const places = Int32Array.from(inputs, (_, at) => at % length);
  let x = add<Tensor2D>(
    gatherRows(of("items"), inputs),
    gatherRows(of("places"), places),
  );
  if (kept !== null)
    x = mul<Tensor2D>(x, tensor2d(kept, [inputs.length, dimensions]));
  const future = tensor3d(futureOf(length), [1, length, length]);
  const read: Tensor2D[] = [];
  for (let l = 0; l < layers; l += 1) {
    const heard = norm(x, of(named(l, "attention.gain")));
    x = add(x, attend(of, l, heard, future, settings));
    const wide = relu(
      matMul(norm(x, of(named(l, "forward.gain"))), of(named(l, "widen"))),
    );
    x = add(x, matMul(wide, of(named(l, "narrow"))));
    read.push(norm(x, of("gain")));
  }
  return read;
}

/** Vaswani et al. 2017, arXiv 1706.03762, eq. 1, one head, nobody looks ahead. */
function attend(
  of: Lookup,
  l: number,
  heard: Tensor2D,
  future: Tensor3D,
  { dimensions, length }: TransformerSettings,
): Tensor2D {
  const histories = heard.shape[0] / length;
  const each = (part: string): Tensor3D =>
    reshape(matMul(heard, of(named(l, part))), [histories, length, dimensions]);
  const logits = mul(
    matMul(each("query"), each("key"), false, true),
    dimensions ** -0.5,
  );
  const shares = softmax(add<Tensor3D>(logits, future));
  const mixed = reshape(matMul(shares, each("value")), [
    histories * length,
    dimensions,
  ]);
  return matMul(mixed as Tensor2D, of(named(l, "out")));
}

function futureOf(length: number): Float32Array {
  return Float32Array.from({ length: length * length }, (_, at) =>
    at % length > Math.floor(at / length) ? NEVER : 0,
  );
}

/** A sum over a short axis is slow on WebGPU; a product with ones is not. */
function norm(x: Tensor2D, gain: Tensor2D): Tensor2D {
  const columns = x.shape[1];
  const mean: Tensor2D = mul(ones([columns, 1]), 1 / columns);
  const squares = matMul(square(x), mean);
  return mul<Tensor2D>(mul(x, rsqrt(add(squares, NORM_FLOOR))), gain);
}

export function sequenceLoss(
  of: Lookup,
  batch: TrainingBatch,
  items: number,
  settings: TransformerSettings,
): Scalar {
  return tidy(() => {
    const read = forward(of, batch.inputs, batch.kept, settings);
    const right = gatherRows(of("items"), batch.answers);
    const others = gatherRows(of("items"), batch.negatives);
    const weights = tensor2d(batch.weights, [batch.weights.length, 1]);
    const share = Math.log(items / batch.negatives.length);
    const column: Tensor2D = ones([settings.dimensions, 1]);
    const losses = read.map((said) => {
      const own: Tensor2D = matMul(mul<Tensor2D>(said, right), column);
      const rest: Tensor2D = add(matMul(said, others, false, true), share);
      const logits: Tensor2D = concat2d([own, rest], 1);
      // The gradient of logSumExp would reduce twice; the largest logit is a constant of it.
      const top = max(logits, 1, true);
      const total = sum(exp(sub(logits, top)), 1, true);
      const loss = sub(add(log(total), top), own);
      return sum(mul(loss, weights));
    });
    return losses.reduce<Scalar>(
      (all, loss) => add(all, mul(loss, 1 / losses.length)),
      scalar(0),
    );
  });
}
