/**
 * The fine-tune: a run on all ratings, judged beforehand by runs that each leave some likes out. It
 * answers with half of itself and half of the fold-in, and is rolled back when the held-out likes
 * stand lower than the fold-in put them.
 */
import { FOLD_IN } from "../../config/taste.ts";
import { TUNING } from "../../config/tuning.ts";
import type { FineTune, LowRank } from "../../domain/adapter.ts";
import { PalateError } from "../../domain/errors.ts";
import type { Random } from "../../domain/random.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { addScaled, dot, row, type Matrix } from "../../math/dense.ts";
import type { Features } from "../../math/features.ts";
import { ridge } from "../../math/ridge.ts";
import { applyMetric, applyMetricTransposed } from "./adapted.ts";
import { tuningProblem, type Against, type TuningProblem } from "./problem.ts";
import { train, type Trained } from "./train.ts";

export interface TuneInput {
  readonly features: Features;
  /** The history that the fold-in used. */
  readonly rows: readonly number[];
  readonly values: readonly RatingValue[];
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onProgress: (step: number, steps: number, loss: number) => void;
}

export interface Tuned {
  readonly result: FineTune;
  readonly loss: readonly number[];
  readonly heldOut: { base: number; tuned: number; count: number };
  readonly kept: boolean;
}

/** Kernel weights of a user: one number a rating, padded. */
interface User {
  readonly alpha: Float32Array;
  readonly metric: LowRank | null;
}

export async function tune(input: TuneInput): Promise<Tuned> {
  const { features, rows, values, random } = input;
  const problem = tuningProblem(features, { rows, values }, random.fork());
  const likes = rows.map((_, t) => t).filter((t) => values[t] === "like");
  const folds = foldsOf(likes, random.fork());
  const dimensions = features.fused.columns;
  const runs = folds.length + 1;
  const seed = random.fork();
  let done = 0;
  const loss: number[] = [];
  const run = async (heldOut: ReadonlySet<number>): Promise<Trained> => {
    const alpha = foldInOf(problem, heldOut);
    const on = (keep: (t: number) => boolean): Float32Array =>
      Float32Array.from({ length: problem.length }, (_, t) =>
        t < rows.length && !heldOut.has(t) && keep(t) ? 1 : 0,
      );
    return train(problem, {
      alpha,
      active: on(() => true),
      likes: on((t) => values[t] === "like"),
      random: seed.fork(),
      onStep: (stepLoss) => {
        done += 1;
        input.onProgress(done, runs * TUNING.steps, stepLoss);
        if (input.signal.aborted)
          throw new PalateError("cancelled", "The fine-tune was stopped.");
      },
    });
  };

  const heldOut = { base: 0, tuned: 0, count: 0 };
  for (const fold of folds) {
    const base: User = { alpha: foldInOf(problem, fold), metric: null };
    const trained = await run(fold);
    const tuned: User = {
      alpha: trained.alpha,
      metric: metricOf(trained, dimensions),
    };
    for (const t of fold) {
      const before = scoresFor(problem, base, t);
      const after = mixed(scoresFor(problem, tuned, t), before);
      heldOut.base += placeValue(before);
      heldOut.tuned += placeValue(after);
      heldOut.count += 1;
    }
  }
  const trained = await run(new Set());
  loss.push(...trained.loss);
  const count = Math.max(heldOut.count, 1);
  const judged = {
    base: heldOut.base / count,
    tuned: heldOut.tuned / count,
    count: heldOut.count,
  };
  return {
    result: {
      metric: metricOf(trained, dimensions),
      rows,
      values,
      weights: trained.alpha.slice(0, rows.length),
    },
    loss,
    heldOut: judged,
    kept: judged.tuned >= judged.base,
  };
}

/** Likes dealt out to the folds; nobody is left out twice. */
function foldsOf(
  likes: readonly number[],
  random: Random,
): ReadonlySet<number>[] {
  const dealt = random.shuffle(likes);
  const count = Math.min(TUNING.folds, likes.length);
  return Array.from(
    { length: count },
    (_, fold) => new Set(dealt.filter((_t, k) => k % count === fold)),
  );
}

/** The fold-in's alpha `[T]` without the held-out ratings, from the kernel that the problem holds. */
function foldInOf(
  problem: TuningProblem,
  heldOut: ReadonlySet<number>,
): Float32Array {
  const { rows, values, history, length, fusedScale } = problem;
  const kept = rows.map((_, t) => t).filter((t) => !heldOut.has(t));
  const k = new Float64Array(kept.length * kept.length);
  kept.forEach((s, a) => {
    kept.forEach((t, b) => {
      k[a * kept.length + b] = plainKernel(
        history,
        history,
        s,
        t,
        length,
        fusedScale,
      );
    });
  });
  const value = (t: number): RatingValue => values[t] ?? "skip";
  const { alpha } = ridge(
    k,
    kept.map((t) => FOLD_IN.target[value(t)]),
    kept.map((t) => FOLD_IN.noise[value(t)]),
  );
  const padded = new Float32Array(length);
  kept.forEach((t, at) => (padded[t] = alpha[at] ?? 0));
  return padded;
}

function plainKernel(
  set: Against,
  history: Against,
  i: number,
  t: number,
  length: number,
  fusedScale: number,
): number {
  const at = i * length + t;
  return (
    fusedScale * dot(row(set.fused, i), row(history.fused, t)) +
    (set.text.data[at] ?? 0) +
    (set.concepts.data[at] ?? 0)
  );
}

/** Score of rating `t` first, then of every unrated item of the problem. */
function scoresFor(
  problem: TuningProblem,
  user: User,
  t: number,
): Float64Array {
  const { history, batches, length, fusedScale } = problem;
  const direction = fusedUser(history.fused, user, fusedScale);
  const score = (set: Against, i: number): number => {
    let sum = dot(row(set.fused, i), direction);
    for (let s = 0; s < length; s += 1) {
      const at = i * length + s;
      sum +=
        (user.alpha[s] ?? 0) *
        ((set.text.data[at] ?? 0) + (set.concepts.data[at] ?? 0));
    }
    return sum;
  };
  const scores = [score(history, t)];
  for (const batch of batches)
    for (let i = 0; i < batch.fused.rows; i += 1) scores.push(score(batch, i));
  return Float64Array.from(scores);
}

/** The user's weights on the fused block `[D]`. */
function fusedUser(history: Matrix, user: User, scale: number): Float32Array {
  const mean = new Float32Array(history.columns);
  for (let t = 0; t < history.rows; t += 1)
    addScaled(mean, row(history, t), (user.alpha[t] ?? 0) * scale);
  if (!user.metric) return mean;
  return applyMetricTransposed(user.metric, applyMetric(user.metric, mean));
}

function metricOf({ a, b }: Trained, dimensions: number): LowRank {
  return {
    module: "scorer.metric",
    rank: TUNING.rank,
    inputs: dimensions,
    outputs: dimensions,
    a,
    b,
    scale: 1,
  };
}

function mixed(tuned: Float64Array, base: Float64Array): Float64Array {
  return tuned.map(
    (value, i) => TUNING.share * value + (1 - TUNING.share) * (base[i] ?? 0),
  );
}

/** What a like's place among the unrated is worth: the discount of NDCG, smooth where few likes are judged. */
function placeValue(scores: Float64Array): number {
  const own = scores[0] ?? 0;
  let above = 0;
  for (let i = 1; i < scores.length; i += 1)
    if ((scores[i] ?? 0) >= own) above += 1;
  return 1 / Math.log2(above + 2);
}
