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
 * (src/device/tensors.ts does).
 */
import {
  add,
  exp,
  matMul,
  mul,
  neg,
  reshape,
  slice,
  softplus,
  square,
  sub,
  sum,
  tensor2d,
  tidy,
  train as optimisers,
  transpose,
  variable,
  type Scalar,
  type Tensor,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { TUNING } from "../../config/tuning.ts";
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

export interface Parameters<T extends Tensor2D | Variable> {
  readonly a: T;
  readonly b: T;
  /** `[1, 5]` */
  readonly gains: T;
}

/** Constants of a run. */
export interface Frozen {
  /** `[T, D]` */
  readonly rated: Tensor2D;
  /** `[T, 1]` */
  readonly alpha: Tensor2D;
  /** `[1, T]` */
  readonly likes: Tensor2D;
  /** `[T, T]`, 0 on the diagonal and 1 elsewhere. */
  readonly offDiagonal: Tensor2D;
  readonly fusedScale: number;
  /** Likes times negatives. */
  readonly pairs: number;
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
  const parameters = {
    a: trainable(initialA(dimensions, run.random), TUNING.rank, dimensions),
    b: trainable(
      new Float32Array(dimensions * TUNING.rank),
      dimensions,
      TUNING.rank,
    ),
    gains: trainable(new Float32Array(BLOCKS.length), 1, BLOCKS.length),
  };
  const frozen: Frozen = {
    rated: upload(problem.history.fused),
    alpha: tensor2d(run.alpha, [length, 1]),
    likes: tensor2d(run.likes, [1, length]),
    offDiagonal: tensor2d(offDiagonalOf(length), [length, length]),
    fusedScale: problem.fusedScale,
    pairs: Math.max(total(run.likes), 1) * TUNING.negatives,
  };
  const batches = problem.batches.map((batch) => ({
    unrated: upload(batch.fused),
    leads: upload(frozenLeads(problem.history, batch, run.alpha)),
  }));
  const pair = optimisers.adam(TUNING.learningRate);
  const loudness = optimisers.adam(TUNING.gainRate);
  const { a, b, gains } = parameters;
  const loss: number[] = [];
  try {
    for (let step = 0; step < TUNING.steps; step += 1) {
      const batch = batches[step % batches.length];
      if (!batch) break;
      const noise = drawNoise(dimensions, run.random);
      const { value, grads } = pair.computeGradients(
        () => objective(parameters, frozen, batch, noise),
        [a, b, gains],
      );
      pair.applyGradients(named(grads, [a, b]));
      loudness.applyGradients(named(grads, [gains]));
      const [cost = 0] = await value.data();
      for (const tensor of [value, ...Object.values(grads)]) tensor.dispose();
      noise.kept.dispose();
      noise.blocks.dispose();
      loss.push(cost);
      run.onStep(cost);
      if (step % STEPS_A_BREATH === 0) await breath();
    }
    const read = async (v: Variable): Promise<Float32Array> =>
      Float32Array.from(await v.data<"float32">());
    return {
      a: await read(a),
      b: await read(b),
      gains: await read(gains),
      loss,
    };
  } finally {
    pair.dispose();
    loudness.dispose();
    const { rated, alpha, likes, offDiagonal } = frozen;
    for (const tensor of [a, b, gains, rated, alpha, likes, offDiagonal])
      tensor.dispose();
    for (const { unrated, leads } of batches) {
      unrated.dispose();
      leads.dispose();
    }
  }
}

/** The loss of one batch; a pure function of the parameters, so that tests can differentiate it by hand. */
export function objective(
  parameters: Parameters<Tensor2D | Variable>,
  frozen: Frozen,
  batch: Batch,
  noise: Noise,
): Scalar {
  return tidy(() => {
    const a = parameters.a as Tensor2D;
    const b = parameters.b as Tensor2D;
    const gains = parameters.gains as Tensor2D;
    const { alpha, fusedScale } = frozen;
    const loud = mul(exp(gains), noise.blocks) as Tensor2D;
    const fusedLoud = mul(slice(loud, [0, 0], [1, 1]), fusedScale);
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
    const liked = transpose(matMul(own as Tensor2D, alpha));
    const unrated = matMul(other, alpha);
    const fused = add(sub(liked, unrated), mul(other, transpose(alpha)));
    const rest = reshape(matMul(frozenLoud, batch.leads), fused.shape);
    const lead = add(mul(fused, fusedLoud), rest);

    const cost = mul(softplus(neg(mul(lead, TUNING.sharpness))), frozen.likes);
    const size = add(sum(square(matMul(b, a))), sum(square(gains)));
    return add(
      mul(sum(cost), 1 / frozen.pairs),
      mul(size, TUNING.decay),
    ) as Scalar;
  });
}

function named(
  grads: Readonly<Record<string, Tensor>>,
  variables: readonly Variable[],
): { name: string; tensor: Tensor }[] {
  return variables.flatMap(({ name }) => {
    const tensor = grads[name];
    return tensor ? [{ name, tensor }] : [];
  });
}

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** A variable shares its first value with the tensor that it was made from; the tidy lets go of the latter. */
function trainable(
  values: Float32Array,
  rows: number,
  columns: number,
): Variable {
  return tidy(() => variable(tensor2d(values, [rows, columns])));
}

function upload(m: Matrix): Tensor2D {
  return tensor2d(m.data, [m.rows, m.columns]);
}

export function offDiagonalOf(n: number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, k) =>
    Math.floor(k / n) === k % n ? 0 : 1,
  );
}

/** A random, B zero: the update starts at nothing (LoRA, section 4.1). */
function initialA(dimensions: number, random: Random): Float32Array {
  return Float32Array.from(
    { length: TUNING.rank * dimensions },
    () => random.normal() / Math.sqrt(dimensions),
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
