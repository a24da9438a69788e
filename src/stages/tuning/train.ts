/**
 * One training run on TensorFlow.js' autodiff. It learns a metric: a low-rank update of the fused space,
 * applied to items and history alike, and a gain for each block of phi.
 *
 *   f' = f + B A f                                       (LoRA: Hu et al. 2021, arXiv 2106.09685, eq. 3)
 *   k_ij = e^g_fused f'_i . f'_j + sum_b e^g_b phi_i^b . phi_j^b
 *   s_i = sum_t alpha_t k_it                             (the fold-in's own form, its alpha frozen)
 *   loss = mean over likes p and unrated n of softplus(-(s_p - s_n))     (BPR: Rendle et al. 2009, eq. 9)
 *
 * A like is always scored without itself, on both sides of the difference, so that memorising a rating
 * earns nothing. Everything else is frozen. The gradients of TensorFlow.js must be registered
 * (src/device/gradients.ts does).
 */
import {
  add,
  concat1d,
  exp,
  matMul,
  mul,
  reshape,
  slice,
  softplus,
  sub,
  sum,
  tensor2d,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { TUNING } from "../../config/tuning.ts";
import { adamStart, adamStep, type AdamState } from "../../math/adam.ts";
import type { Random } from "../../domain/random.ts";
import type { Matrix } from "../../math/dense.ts";
import { BLOCKS } from "../../math/features.ts";
import { frozenLeads, FROZEN, type TuningProblem } from "./problem.ts";

/** What a run learned, on the CPU. */
export interface Trained {
  /** `[r, D]` */
  readonly a: Float32Array;
  /** `[D, r]` */
  readonly b: Float32Array;
  /** `[5]` log units, in the order of BLOCKS. */
  readonly gains: Float32Array;
  /** Mean training loss of each step. */
  readonly loss: readonly number[];
}

export interface Run {
  /** `[T]` weight of each rating in the user, 0 where it takes no part. */
  readonly alpha: Float32Array;
  /** `[T]` 1 for the likes that are ranked. */
  readonly likes: Float32Array;
  readonly random: Random;
  /** Called after each step; may throw to stop. */
  readonly onStep: (loss: number) => void;
}

/** Steps between two turns of the event loop; wasm answers without one, and a click must get through. */
const STEPS_A_BREATH = 4;

export interface Parameters {
  /** `[r, D]` */
  readonly a: Tensor2D;
  /** `[D, r]` */
  readonly b: Tensor2D;
  /** `[1, 5]` */
  readonly gains: Tensor2D;
}

/** Constants of a run. */
export interface Frozen {
  /** `[T, D]` */
  readonly rated: Tensor2D;
  /** `[T, 1]` and `[1, T]`, the scale of the fused block included. */
  readonly alpha: Tensor2D;
  readonly alphaRow: Tensor2D;
  /** `[1, T]`: for a like one over the number of pairs, else 0. */
  readonly likes: Tensor2D;
  /** `[T, T]`, 0 on the diagonal and 1 elsewhere. */
  readonly offDiagonal: Tensor2D;
}

export interface Batch {
  /** `[n, D]` */
  readonly unrated: Tensor2D;
  /** `[4, n * T]` */
  readonly leads: Tensor2D;
}

/** What one step leaves out. */
export interface Noise {
  /** `[1, D]` */
  readonly kept: Tensor2D;
  /** `[1, 5]`, 0 or 1. */
  readonly blocks: Tensor2D;
}

export async function train(
  problem: TuningProblem,
  run: Run,
): Promise<Trained> {
  const { length } = problem;
  const dimensions = problem.history.fused.columns;
  const pairs = Math.max(total(run.likes), 1) * TUNING.negatives;
  const alpha = run.alpha.map((weight) => weight * problem.fusedScale);
  const likes = run.likes.map((like) => like / pairs);
  const frozen: Frozen = {
    rated: upload(problem.history.fused),
    alpha: tensor2d(alpha, [length, 1]),
    alphaRow: tensor2d(alpha, [1, length]),
    likes: tensor2d(likes, [1, length]),
    offDiagonal: tensor2d(offDiagonalOf(length), [length, length]),
  };
  const batches = problem.batches.map((batch) => ({
    unrated: upload(batch.fused),
    leads: upload(frozenLeads(problem.history, batch, run.alpha)),
  }));
  let parameters = startOf(dimensions, run.random);
  const loss: number[] = [];
  try {
    for (let step = 0; step < TUNING.steps; step += 1) {
      const batch = batches[step % batches.length];
      if (!batch) break;
      const noise = drawNoise(dimensions, run.random);
      const found = await gradientsAt(parameters, frozen, batch, noise);
      parameters = parameters.map((parameter, at) =>
        moved(parameter, found.gradients[at] ?? new Float32Array()),
      );
      loss.push(found.loss);
      run.onStep(found.loss);
      if (step % STEPS_A_BREATH === 0) await breath();
    }
    const [a, b, gains] = parameters.map(({ values }) => values);
    const none = new Float32Array();
    return { a: a ?? none, b: b ?? none, gains: gains ?? none, loss };
  } finally {
    for (const tensor of Object.values<Tensor2D>({ ...frozen }))
      tensor.dispose();
    for (const { unrated, leads } of batches) {
      unrated.dispose();
      leads.dispose();
    }
  }
}

/** A trained matrix on the CPU with its optimiser: a lost GPU loses at most the step that it was on. */
interface Parameter {
  readonly shape: readonly [number, number];
  readonly values: Float32Array;
  readonly adam: AdamState;
  readonly rate: number;
}

/** A random, B and the gains zero: the update starts at nothing (LoRA, section 4.1). */
function startOf(dimensions: number, random: Random): Parameter[] {
  const { rank, learningRate, gainRate } = TUNING;
  const parameter = (
    values: Float32Array,
    shape: readonly [number, number],
    rate: number,
  ): Parameter => ({ shape, values, rate, adam: adamStart(values.length) });
  const a = Float32Array.from(
    { length: rank * dimensions },
    () => random.normal() / Math.sqrt(dimensions),
  );
  const b = new Float32Array(dimensions * rank);
  const gains = new Float32Array(BLOCKS.length);
  return [
    parameter(a, [rank, dimensions], learningRate),
    parameter(b, [dimensions, rank], learningRate),
    parameter(gains, [1, BLOCKS.length], gainRate),
  ];
}

function moved(parameter: Parameter, gradient: Float32Array): Parameter {
  const { values, adam, rate } = parameter;
  const next = adamStep(values, gradient, adam, rate, TUNING.decay);
  return { ...parameter, values: next.values, adam: next.state };
}

/** The step of the optimiser stays on the CPU: reading three small gradients costs less than forty kernels. */
async function gradientsAt(
  parameters: readonly Parameter[],
  frozen: Frozen,
  batch: Batch,
  noise: Noise,
): Promise<{ loss: number; gradients: Float32Array[] }> {
  const tensors = parameters.map(({ values, shape: [rows, columns] }) =>
    tensor2d(values, [rows, columns]),
  );
  const { value, grads } = valueAndGrads(
    (a: Tensor, b: Tensor, gains: Tensor) =>
      objective(
        { a: a as Tensor2D, b: b as Tensor2D, gains: gains as Tensor2D },
        frozen,
        batch,
        noise,
      ),
  )(tensors);
  // One read for everything: a round trip to the GPU costs more than the arithmetic of a step.
  const together = tidy(() =>
    concat1d([value, ...grads].map((tensor) => reshape(tensor, [tensor.size]))),
  );
  try {
    const numbers = Float32Array.from(await together.data<"float32">());
    let at = 1;
    const gradients = parameters.map(({ values }) => {
      const gradient = numbers.subarray(at, at + values.length);
      at += values.length;
      return gradient;
    });
    return { loss: numbers[0] ?? 0, gradients };
  } finally {
    const { kept, blocks } = noise;
    for (const tensor of [value, ...grads, ...tensors, together, kept, blocks])
      tensor.dispose();
  }
}

/** The loss of one batch; a pure function of the parameters, so that tests can differentiate it by hand. */
export function objective(
  { a, b, gains }: Parameters,
  frozen: Frozen,
  batch: Batch,
  noise: Noise,
): Scalar {
  return tidy(() => {
    const { alpha, alphaRow } = frozen;
    const loud = mul(exp(gains), noise.blocks) as Tensor2D;
    const fusedLoud = slice(loud, [0, 0], [1, 1]);
    const frozenLoud = slice(loud, [0, 1], [1, FROZEN.length]);

    const adapt = (f: Tensor2D): Tensor2D => {
      const kept = mul(f, noise.kept) as Tensor2D;
      const low = matMul(kept, a, false, true);
      return add(kept, matMul(low, b, false, true));
    };
    const rated = adapt(frozen.rated);
    const own = mul(matMul(rated, rated, false, true), frozen.offDiagonal);
    const other = matMul(adapt(batch.unrated), rated, false, true);
    // [1, T] and [n, 1]: likes without themselves, and the unrated; then the like's part in the latter.
    const liked = matMul(alphaRow, own as Tensor2D);
    const unrated = matMul(other, alpha);
    const fused = add(sub(liked, unrated), mul(other, alphaRow));
    const rest = reshape(matMul(frozenLoud, batch.leads), fused.shape);
    const lead = add(mul(fused, fusedLoud), rest);
    return sum(mul(softplus(mul(lead, -TUNING.sharpness)), frozen.likes));
  });
}

/** A turn of the event loop. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function upload(m: Matrix): Tensor2D {
  return tensor2d(m.data, [m.rows, m.columns]);
}

export function offDiagonalOf(n: number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, k) =>
    Math.floor(k / n) === k % n ? 0 : 1,
  );
}

function drawNoise(dimensions: number, random: Random): Noise {
  const keep = 1 - TUNING.dropout;
  // Both sides of the kernel lose the dimension, so that 1 / sqrt(p) keeps its mean.
  const kept = Float32Array.from({ length: dimensions }, () =>
    random.uniform() < keep ? 1 / Math.sqrt(keep) : 0,
  );
  const blocks = Float32Array.from(BLOCKS, () =>
    random.uniform() < TUNING.blockDropout ? 0 : 1,
  );
  return {
    kept: tensor2d(kept, [1, dimensions]),
    blocks: tensor2d(blocks, [1, BLOCKS.length]),
  };
}

function total(values: Float32Array): number {
  return values.reduce((all, value) => all + value, 0);
}
