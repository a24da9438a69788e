/**
 * One training run on TensorFlow.js' autodiff. It learns a low-rank update of the metric of the fused
 * space, applied to items and history alike, and the weight of each rating in the user:
 *
 *   f' = f + B A f                                       (LoRA: Hu et al. 2021, arXiv 2106.09685, eq. 3)
 *   s_i = sum_t alpha_t (f'_i . f'_t + frozen kernel)    (the fold-in's own form, dual ridge)
 *   loss = mean over likes p and unrated n of softplus(-(s_p - s_n))     (BPR: Rendle et al. 2009, eq. 9)
 *
 * A like is always scored without itself (the diagonal of the kernel and its part in s_n are taken out),
 * so that memorising a rating earns nothing. Everything else is frozen. The gradients of TensorFlow.js must
 * be registered (src/device/tensors.ts does).
 */
import {
  add,
  matMul,
  mul,
  neg,
  scalar,
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
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { TUNING } from "../../config/tuning.ts";
import type { Random } from "../../domain/random.ts";
import type { Matrix } from "../../math/dense.ts";
import type { Against, TuningProblem } from "./problem.ts";

/** What a run learned, on the CPU. */
export interface Trained {
  /** `[r, D]` */
  readonly a: Float32Array;
  /** `[D, r]` */
  readonly b: Float32Array;
  /** `[T]` padded. */
  readonly alpha: Float32Array;
  /** Mean training loss of each step. */
  readonly loss: readonly number[];
}

export interface Run {
  /** `[T]` starting weight of each rating, 0 where it takes no part. */
  readonly alpha: Float32Array;
  /** `[T]` 1 for the ratings that take part in the user. */
  readonly active: Float32Array;
  /** `[T]` 1 for the likes that are ranked. */
  readonly likes: Float32Array;
  readonly random: Random;
  /** Called after each step; may throw to stop. */
  readonly onStep: (loss: number) => void;
}

/** Steps between two turns of the event loop; wasm answers without one, and a click must get through. */
const STEPS_A_BREATH = 4;

function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

interface Tensors {
  readonly fused: Tensor2D;
  readonly text: Tensor2D;
  readonly concepts: Tensor2D;
}

interface Parameters {
  readonly a: Variable;
  readonly b: Variable;
  readonly alpha: Variable;
}

/** What one step leaves out. */
interface Noise {
  /** `[1, D]`, 0 or 1 / (1 - p). */
  readonly kept: Tensor2D;
  readonly fused: Scalar;
  readonly text: Scalar;
  readonly concepts: Scalar;
}

export async function train(
  problem: TuningProblem,
  run: Run,
): Promise<Trained> {
  const dimensions = problem.history.fused.columns;
  const { length } = problem;
  const history = upload(problem.history);
  const batches = problem.batches.map(upload);
  const column = (x: Float32Array): Tensor2D => tensor2d(x, [x.length, 1]);
  const start = column(run.alpha);
  const active = column(run.active);
  const likes = tensor2d(run.likes, [1, length]);
  const offDiagonal = tensor2d(offDiagonalOf(length), [length, length]);
  const parameters: Parameters = {
    a: trainable(initialA(dimensions, run.random), TUNING.rank, dimensions),
    b: trainable(
      new Float32Array(dimensions * TUNING.rank),
      dimensions,
      TUNING.rank,
    ),
    alpha: trainable(run.alpha, length, 1),
  };
  const { a, b, alpha } = parameters;
  const optimiser = optimisers.adam(TUNING.learningRate);
  const pairs = Math.max(sumOf(run.likes), 1) * TUNING.negatives;
  const scale = scalar(problem.fusedScale);
  const loss: number[] = [];
  const frozen = { history, start, active, likes, offDiagonal, scale, pairs };
  try {
    for (let step = 0; step < TUNING.steps; step += 1) {
      const batch = batches[step % batches.length];
      if (!batch) break;
      const noise = drawNoise(dimensions, run.random);
      const cost = optimiser.minimize(
        () => objective(parameters, frozen, batch, noise),
        true,
        [a, b, alpha],
      );
      for (const tensor of Object.values(noise)) tensor.dispose();
      const value = cost ? ((await cost.data())[0] ?? 0) : 0;
      cost?.dispose();
      loss.push(value);
      run.onStep(value);
      if (step % STEPS_A_BREATH === 0) await breath();
    }
    const read = async (v: Variable): Promise<Float32Array> =>
      Float32Array.from(await v.data<"float32">());
    const masked = (await read(alpha)).map((x, t) => x * (run.active[t] ?? 0));
    return { a: await read(a), b: await read(b), alpha: masked, loss };
  } finally {
    optimiser.dispose();
    for (const set of [history, ...batches])
      for (const tensor of [set.fused, set.text, set.concepts])
        tensor.dispose();
    for (const tensor of [
      start,
      active,
      likes,
      offDiagonal,
      scale,
      a,
      b,
      alpha,
    ])
      tensor.dispose();
  }
}

interface Frozen {
  readonly history: Tensors;
  readonly start: Tensor2D;
  readonly active: Tensor2D;
  readonly likes: Tensor2D;
  readonly offDiagonal: Tensor2D;
  readonly scale: Scalar;
  readonly pairs: number;
}

/** The loss of one batch; a pure function of the parameters, so that tests can differentiate it by hand. */
export function objective(
  {
    a,
    b,
    alpha,
  }: {
    a: Tensor2D | Variable;
    b: Tensor2D | Variable;
    alpha: Tensor2D | Variable;
  },
  { history, start, active, likes, offDiagonal, scale, pairs }: Frozen,
  batch: Tensors,
  noise: Noise,
): Scalar {
  return tidy(() => {
    const adapt = (f: Tensor2D): Tensor2D => {
      const kept = mul(f, noise.kept) as Tensor2D;
      return add(
        kept,
        matMul(
          matMul(kept, a as Tensor2D, false, true),
          b as Tensor2D,
          false,
          true,
        ),
      );
    };
    const rated = adapt(history.fused);
    const kernelOf = (set: Tensors, adapted: Tensor2D): Tensor2D =>
      add(
        mul(matMul(adapted, rated, false, true), mul(scale, noise.fused)),
        add(mul(set.text, noise.text), mul(set.concepts, noise.concepts)),
      );
    const weights = mul(alpha as Tensor2D, active) as Tensor2D;
    // [T, T] without the diagonal, then [T, 1]: each rating scored by the others.
    const own = matMul(mul(kernelOf(history, rated), offDiagonal), weights);
    // [n, T] and [n, 1]: the unrated, and how much of it rests on each rating.
    const toUnrated = kernelOf(batch, adapt(batch.fused));
    const unrated = matMul(toUnrated, weights);
    const row = transpose(weights) as Tensor2D;
    const lead = add(sub(transpose(own), unrated), mul(toUnrated, row));
    const cost = mul(softplus(neg(mul(lead, TUNING.sharpness))), likes);
    const drift = sum(square(sub(weights, mul(start, active))));
    const size = sum(square(matMul(b as Tensor2D, a as Tensor2D)));
    return add(
      mul(sum(cost), 1 / pairs),
      mul(add(drift, size), TUNING.decay),
    ) as Scalar;
  });
}

/** A variable shares its first value with the tensor that it was made from; the tidy lets go of the latter. */
function trainable(
  values: Float32Array,
  rows: number,
  columns: number,
): Variable {
  return tidy(() => variable(tensor2d(values, [rows, columns])));
}

function upload(set: Against): Tensors {
  const of = (m: Matrix): Tensor2D => tensor2d(m.data, [m.rows, m.columns]);
  return {
    fused: of(set.fused),
    text: of(set.text),
    concepts: of(set.concepts),
  };
}

function offDiagonalOf(n: number): Float32Array {
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
  const kept = Float32Array.from({ length: dimensions }, () =>
    random.uniform() < keep ? 1 / Math.sqrt(keep) : 0,
  );
  const block = (): Scalar =>
    scalar(random.uniform() < TUNING.blockDropout ? 0 : 1);
  return {
    kept: tensor2d(kept, [1, dimensions]),
    fused: block(),
    text: block(),
    concepts: block(),
  };
}

function sumOf(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
