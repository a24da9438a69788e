/**
 * The loss of a fine-tune on TensorFlow.js' autodiff: what runs on WebAssembly, and what the kernels of
 * ./step-wgsl.ts are checked against.
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
import type { Matrix } from "../../math/dense.ts";
import { FROZEN } from "./problem.ts";
import type { Lesson, Point, StepResult } from "./lesson.ts";

/** `[r, D]`, `[D, r]`, `[1, 5]` */
export type Parameters = Readonly<Record<keyof Point, Tensor2D>>;

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

/** A lesson on the backend; the owner calls `dispose`. */
export interface UploadedLesson {
  /** Loss and gradients of step `at` of the lesson. */
  gradients(point: Point, at: number): Promise<StepResult>;
  dispose(): void;
}

export function uploadLesson(lesson: Lesson): UploadedLesson {
  const { alpha, likes, history, batches } = lesson;
  const length = alpha.length;
  const frozen: Frozen = {
    rated: upload(history),
    alpha: tensor2d(alpha, [length, 1]),
    alphaRow: tensor2d(alpha, [1, length]),
    likes: tensor2d(likes, [1, length]),
    offDiagonal: tensor2d(offDiagonalOf(length), [length, length]),
  };
  const uploaded = batches.map(({ unrated, leads }) => ({
    unrated: upload(unrated),
    leads: upload(leads),
  }));
  return {
    async gradients(point, at) {
      const batch = uploaded[at % uploaded.length];
      const noise = lesson.noise[at];
      if (!batch || !noise) throw new RangeError(`There is no step ${at}.`);
      return gradientsAt(point, frozen, batch, noise);
    },
    dispose() {
      for (const tensor of Object.values<Tensor2D>({ ...frozen }))
        tensor.dispose();
      for (const { unrated, leads } of uploaded) {
        unrated.dispose();
        leads.dispose();
      }
    },
  };
}

/** The step of the optimiser stays on the CPU: reading three small gradients costs less than forty kernels. */
async function gradientsAt(
  { a, b, gains }: Point,
  frozen: Frozen,
  batch: Batch,
  { kept, blocks }: { kept: Float32Array; blocks: Float32Array },
): Promise<StepResult> {
  const tensors = [a, b, gains].map(upload);
  const noise = {
    kept: tensor2d(kept, [1, kept.length]),
    blocks: tensor2d(blocks, [1, blocks.length]),
  };
  const { value, grads } = valueAndGrads(
    (first: Tensor, second: Tensor, third: Tensor) =>
      objective(
        {
          a: first as Tensor2D,
          b: second as Tensor2D,
          gains: third as Tensor2D,
        },
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
    const [loss = 0] = numbers;
    let from = 1;
    const next = (size: number): Float32Array => {
      from += size;
      return numbers.subarray(from - size, from);
    };
    return {
      loss,
      a: next(a.data.length),
      b: next(b.data.length),
      gains: next(gains.data.length),
    };
  } finally {
    const made = [...grads, ...tensors, noise.kept, noise.blocks];
    for (const tensor of [value, together, ...made]) tensor.dispose();
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

function upload(m: Matrix): Tensor2D {
  return tensor2d(m.data, [m.rows, m.columns]);
}

export function offDiagonalOf(n: number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, k) =>
    Math.floor(k / n) === k % n ? 0 : 1,
  );
}
