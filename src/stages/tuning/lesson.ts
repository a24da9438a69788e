/**
 * All that a training run needs, drawn and computed before its first step, so that the steps are pure arithmetic and
 * every backend does the same ones.
 */
import { TUNING } from "../../config/tuning.ts";
import type { Random } from "../../domain/random.ts";
import { matrix, type Matrix } from "../../math/dense.ts";
import { BLOCKS } from "../../math/features.ts";
import { frozenLeads, type TuningProblem } from "./problem.ts";

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

export interface Lesson {
  /** `[T]`, the scale of the fused block included. */
  readonly alpha: Float32Array;
  /** `[T]`: for a like one over the number of pairs, else 0. */
  readonly likes: Float32Array;
  /** `[T, D]` */
  readonly history: Matrix;
  /** `[n, D]` and `[4, n * T]` each. */
  readonly batches: readonly {
    readonly unrated: Matrix;
    readonly leads: Matrix;
  }[];
  /** What each step leaves out: factors `[D]` and `[5]`. */
  readonly noise: readonly {
    readonly kept: Float32Array;
    readonly blocks: Float32Array;
  }[];
  readonly start: Point;
}

/** What is trained: `[r, D]`, `[D, r]` and `[1, 5]`. */
export interface Point {
  readonly a: Matrix;
  readonly b: Matrix;
  readonly gains: Matrix;
}

/** The loss of one step, and its gradients. */
export type StepResult = { readonly loss: number } & Readonly<
  Record<keyof Point, Float32Array>
>;

export function lessonOf(problem: TuningProblem, run: Run): Lesson {
  const dimensions = problem.history.fused.columns;
  const total = run.likes.reduce((all, value) => all + value, 0);
  const pairs = Math.max(total, 1) * TUNING.negatives;
  const start = startOf(dimensions, run.random);
  return {
    alpha: run.alpha.map((weight) => weight * problem.fusedScale),
    likes: run.likes.map((like) => like / pairs),
    history: problem.history.fused,
    batches: problem.batches.map((batch) => ({
      unrated: batch.fused,
      leads: frozenLeads(problem.history, batch, run.alpha),
    })),
    start,
    noise: Array.from({ length: TUNING.steps }, () =>
      drawNoise(dimensions, run.random),
    ),
  };
}

/** A random, B and the gains zero: the update starts at nothing (LoRA, section 4.1). */
function startOf(dimensions: number, random: Random): Point {
  const a = matrix(TUNING.rank, dimensions);
  for (let k = 0; k < a.data.length; k += 1)
    a.data[k] = random.normal() / Math.sqrt(dimensions);
  return {
    a,
    b: matrix(dimensions, TUNING.rank),
    gains: matrix(1, BLOCKS.length),
  };
}

function drawNoise(
  dimensions: number,
  random: Random,
): Lesson["noise"][number] {
  const keep = 1 - TUNING.dropout;
  return {
    // Both sides of the kernel lose the dimension, so that 1 / sqrt(p) keeps its mean.
    kept: Float32Array.from({ length: dimensions }, () =>
      random.uniform() < keep ? 1 / Math.sqrt(keep) : 0,
    ),
    blocks: Float32Array.from(BLOCKS, () =>
      random.uniform() < TUNING.blockDropout ? 0 : 1,
    ),
  };
}
