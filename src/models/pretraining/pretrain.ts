/**
 * Pretraining without a single rating, on what a catalogue says of itself (generative pretraining for open-domain
 * recommendation): two tasks at once, one item encoder.
 *
 *   next item       s_t = norm(sum_{k<t} decay^(t-1-k) h_{i_k}) over a walk i_1 .. i_L on the graph;
 *                   loss = -log softmax(s_t . h_{i_t} / T) over the items of the batch
 *                   (InfoNCE: van den Oord et al. 2018, arXiv 1807.03748, eq. 4)
 *   reconstruction  some modalities are dropped, h~_i is encoded from the rest;
 *                   loss = mean over the modalities of item i of 1 - cos(V_m h~_i, z_i^m)
 */
import {
  add,
  concat,
  div,
  gather,
  logSoftmax,
  matMul,
  mean,
  mul,
  ones,
  slice,
  sub,
  sum,
  tensor1d,
  tensor2d,
  tidy,
  train,
  eye,
  type Scalar,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import type { PretrainingSettings } from "../../config/pretraining.ts";
import { PalateError } from "../../domain/errors.ts";
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import type { Random } from "../../domain/random.ts";
import type { Matrix } from "../../math/dense.ts";
import type { SparseRows } from "../../math/sparse.ts";
import {
  createItemEncoder,
  rowSums,
  total,
  unit,
  type EncoderMode,
  type ItemEncoder,
  type Tokens,
} from "./encoder.ts";
import { createWalker } from "./walks.ts";

export interface PretrainInput {
  /** `[N, D]` a modality, unit rows, zero where missing; and `[N]`, 1 where it is there. */
  readonly aligned: Readonly<Record<Modality, Matrix>>;
  readonly mask: Readonly<Record<Modality, Float32Array>>;
  /** `[N, C]` item-concept weights, where the walks go. */
  readonly concepts: SparseRows;
  readonly mode: EncoderMode;
  /** Which of the two tasks count. */
  readonly tasks: { readonly next: boolean; readonly reconstruct: boolean };
  readonly settings: PretrainingSettings;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onStep: (step: number, steps: number, loss: number) => void;
}

export interface Pretrained {
  /** `[N, D]`, unit rows. */
  readonly encoded: Matrix;
  readonly loss: readonly number[];
  readonly parameters: number;
}

/** Steps between two looks at the loss: reading it back waits for the GPU. */
const REPORT_EVERY = 10;

/** Trains on the backend that is set; the gradients of TensorFlow.js must be registered. */
export async function pretrain(input: PretrainInput): Promise<Pretrained> {
  const { aligned, mask, mode, settings, random, signal } = input;
  const { rows, columns } = aligned.text;
  const frozen = tokensOf(aligned, mask);
  const encoder = createItemEncoder(mode, columns, random.fork());
  const optimizer = train.adam(settings.learningRate);
  const batches = batchesOf(input, random.fork());
  const dropping = random.fork();
  const loss: number[] = [];
  try {
    for (let step = 0; step < settings.steps; step += 1) {
      if (signal.aborted)
        throw new PalateError("cancelled", "The pretraining was stopped.");
      const cost = optimizer.minimize(
        () => lossOf(encoder, pick(frozen, batches()), input, dropping),
        true,
        [...encoder.variables],
      );
      if (step % REPORT_EVERY === 0) {
        const [value = NaN] = (await cost?.data()) ?? [];
        loss.push(value);
        input.onStep(step, settings.steps, value);
      }
      cost?.dispose();
    }
    const encoded = tidy(() => encoder.encode(frozen));
    const data = Float32Array.from(await encoded.data<"float32">());
    encoded.dispose();
    if (!data.every(Number.isFinite))
      throw new PalateError("device-lost", "The pretraining gave no numbers.");
    const parameters = encoder.variables.reduce((n, each) => n + each.size, 0);
    return { encoded: { rows, columns, data }, loss, parameters };
  } finally {
    optimizer.dispose();
    encoder.dispose();
    for (const m of MODALITIES) {
      frozen.z[m].dispose();
      frozen.mask[m].dispose();
    }
  }
}

function tokensOf(
  aligned: PretrainInput["aligned"],
  mask: PretrainInput["mask"],
): Tokens {
  const matrixOf = ({ data, rows, columns }: Matrix): Tensor2D =>
    tensor2d(data, [rows, columns]);
  const columnOf = (values: Float32Array): Tensor2D =>
    tensor2d(values, [values.length, 1]);
  return {
    z: {
      text: matrixOf(aligned.text),
      image: matrixOf(aligned.image),
      audio: matrixOf(aligned.audio),
      graph: matrixOf(aligned.graph),
    },
    mask: {
      text: columnOf(mask.text),
      image: columnOf(mask.image),
      audio: columnOf(mask.audio),
      graph: columnOf(mask.graph),
    },
  };
}

/** Walks of full length, one after the other: `[length][walks]` rows, so that a place in the walk is a slice. */
function batchesOf(
  { concepts, settings: { walks, length } }: PretrainInput,
  random: Random,
): () => Int32Array {
  const walker = createWalker(concepts);
  return () => {
    const batch = new Int32Array(walks * length);
    for (let walk = 0; walk < walks; walk += 1) {
      let rows = walker.walk(length, random);
      for (let tries = 0; rows.length < length && tries < 20; tries += 1)
        rows = walker.walk(length, random);
      if (rows.length < length)
        throw new PalateError("bad-input", "The graph has no walks.");
      rows.forEach((row, t) => (batch[t * walks + walk] = row));
    }
    return batch;
  };
}

function lossOf(
  encoder: ItemEncoder,
  picked: Tokens,
  { tasks, settings }: PretrainInput,
  random: Random,
): Scalar {
  const losses: Scalar[] = [];
  if (tasks.next) losses.push(nextItemLoss(encoder.encode(picked), settings));
  if (tasks.reconstruct) {
    const missed = reconstructionLoss(encoder, picked, settings.drop, random);
    losses.push(mul(missed, settings.reconstruction));
  }
  return total(losses);
}

/** The batch's rows of every frozen matrix; nothing of it has a gradient. */
function pick(frozen: Tokens, batch: Int32Array): Tokens {
  const rows = tensor1d(batch, "int32");
  const of = (all: Readonly<Record<Modality, Tensor2D>>) => ({
    text: gather(all.text, rows),
    image: gather(all.image, rows),
    audio: gather(all.audio, rows),
    graph: gather(all.graph, rows),
  });
  return { z: of(frozen.z), mask: of(frozen.mask) };
}

function nextItemLoss(
  encoded: Tensor2D,
  { walks, length, decay, temperature }: PretrainingSettings,
): Scalar {
  const columns = encoded.shape[1];
  const at = (t: number): Tensor2D =>
    slice(encoded, [t * walks, 0], [walks, columns]);
  const target = eye(walks);
  let state = at(0);
  const losses: Scalar[] = [];
  for (let t = 1; t < length; t += 1) {
    const logits = div(matMul(unit(state), at(t), false, true), temperature);
    losses.push(mul(sum(mul(logSoftmax(logits), target)), -1 / walks));
    state = add(mul(state, decay), at(t));
  }
  return div(total(losses), length - 1);
}

function reconstructionLoss(
  encoder: ItemEncoder,
  { z, mask }: Tokens,
  drop: number,
  random: Random,
): Scalar {
  const rows = z.text.shape[0];
  const keep = keepSome(rows, drop, random);
  const kept = (m: Modality): Tensor2D => mul(mask[m], keep[m]);
  const keptMask = {
    text: kept("text"),
    image: kept("image"),
    audio: kept("audio"),
    graph: kept("graph"),
  };
  const hidden = encoder.encode({
    z: {
      text: mul(z.text, keptMask.text),
      image: mul(z.image, keptMask.image),
      audio: mul(z.audio, keptMask.audio),
      graph: mul(z.graph, keptMask.graph),
    },
    mask: keptMask,
  });
  const misses = MODALITIES.map((m) => {
    const said = unit(encoder.decode(hidden, m));
    return mul(sub(1, rowSums(mul(said, z[m]))), mask[m]);
  });
  const all = concat(misses, 1);
  return mean(matMul(all, ones([MODALITIES.length, 1])));
}

/** `[rows, 1]` 0 or 1 a modality; text stays where everything would go, since every item has one. */
function keepSome(
  rows: number,
  drop: number,
  random: Random,
): Record<Modality, Tensor2D> {
  const drawn = (): Float32Array =>
    Float32Array.from({ length: rows }, () =>
      random.uniform() < drop ? 0 : 1,
    );
  const [text, image, audio, graph] = [drawn(), drawn(), drawn(), drawn()];
  for (let i = 0; i < rows; i += 1) if (!graph[i]) text[i] = 1;
  const columnOf = (values: Float32Array): Tensor2D =>
    tensor2d(values, [rows, 1]);
  return {
    text: columnOf(text),
    image: columnOf(image),
    audio: columnOf(audio),
    graph: columnOf(graph),
  };
}
