/**
 * The fine-tune: a run on all ratings, judged beforehand by runs that each leave some likes out. The metric
 * that it finds is rolled back when the held-out likes stand lower in it than the plain fold-in put them.
 */
import { TUNING } from "../../config/tuning.ts";
import { FOLD_IN } from "../../config/taste.ts";
import type { FineTune } from "../../domain/adapter.ts";
import { PalateError } from "../../domain/errors.ts";
import type { Random } from "../../domain/random.ts";
import type { RatingValue } from "../../domain/rating.ts";
import {
  addItem,
  kernel,
  scoreOf,
  zeroWeights,
  type Features,
} from "../../math/features.ts";
import { ridge } from "../../math/ridge.ts";
import { adaptedFeatures } from "./adapted.ts";
import { tuningProblem, type TuningProblem } from "./problem.ts";
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

export async function tune(input: TuneInput): Promise<Tuned> {
  const { features, rows, values, random } = input;
  const problem = tuningProblem(features, { rows, values }, random.fork());
  const likes = rows.map((_, t) => t).filter((t) => values[t] === "like");
  const folds = foldsOf(likes, random.fork());
  const seed = random.fork();
  const steps = (folds.length + 1) * TUNING.steps;
  let done = 0;
  const run = (heldOut: ReadonlySet<number>): Promise<Trained> =>
    train(problem, {
      alpha: alphaOf(features, problem, heldOut),
      likes: Float32Array.from({ length: problem.length }, (_, t) =>
        values[t] === "like" && !heldOut.has(t) ? 1 : 0,
      ),
      random: seed.fork(),
      onStep: (loss) => {
        done += 1;
        input.onProgress(done, steps, loss);
        if (input.signal.aborted)
          throw new PalateError("cancelled", "The fine-tune was stopped.");
      },
    });

  const heldOut = { base: 0, tuned: 0, count: 0 };
  for (const fold of folds) {
    const trial = fineTuneOf(await run(fold), problem);
    heldOut.base += valueOf(features, problem, fold, []);
    heldOut.tuned += valueOf(
      adaptedFeatures(features, trial),
      problem,
      fold,
      trial.background,
    );
    heldOut.count += fold.size;
  }
  const trained = await run(new Set());
  const count = Math.max(heldOut.count, 1);
  return {
    result: fineTuneOf(trained, problem),
    loss: trained.loss,
    heldOut: {
      base: heldOut.base / count,
      tuned: heldOut.tuned / count,
      count: heldOut.count,
    },
    kept: heldOut.tuned >= heldOut.base,
  };
}

function fineTuneOf(
  { a, b, gains }: Trained,
  { history, background }: TuningProblem,
): FineTune {
  const d = history.fused.columns;
  return {
    metric: {
      module: "scorer.metric",
      rank: TUNING.rank,
      inputs: d,
      outputs: d,
      a,
      b,
      scale: 1,
    },
    gains,
    background,
  };
}

/** Likes dealt out to the folds, so that each is left out once. */
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

/** Dual weights of the rated rows `[T]` padded, then of the background, without the held-out ratings. */
function solve(
  features: Features,
  { rows, values }: TuningProblem,
  heldOut: ReadonlySet<number>,
  background: readonly number[],
): { items: number[]; alpha: Float64Array; kept: number[] } {
  const kept = rows.map((_, t) => t).filter((t) => !heldOut.has(t));
  const items = [...kept.map((t) => rows[t] ?? 0), ...background];
  const n = items.length;
  const gram = new Float64Array(n * n);
  items.forEach((i, a) => {
    for (let b = 0; b <= a; b += 1) {
      const value = kernel(features, i, items[b] ?? 0);
      gram[a * n + b] = value;
      gram[b * n + a] = value;
    }
  });
  const value = (t: number): RatingValue => values[t] ?? "skip";
  const { alpha } = ridge(
    gram,
    [...kept.map((t) => FOLD_IN.target[value(t)]), ...background.map(() => 0)],
    [
      ...kept.map((t) => FOLD_IN.noise[value(t)]),
      ...background.map(() => FOLD_IN.backgroundNoise),
    ],
  );
  return { items, alpha, kept };
}

function alphaOf(
  features: Features,
  problem: TuningProblem,
  heldOut: ReadonlySet<number>,
): Float32Array {
  const { alpha, kept } = solve(features, problem, heldOut, []);
  const padded = new Float32Array(problem.length);
  kept.forEach((t, at) => {
    padded[t] = alpha[at] ?? 0;
  });
  return padded;
}

/**
 * What the places of the held-out likes among unrated items are worth together: the discount of NDCG, which
 * says something where few likes are judged.
 */
function valueOf(
  features: Features,
  problem: TuningProblem,
  fold: ReadonlySet<number>,
  background: readonly number[],
): number {
  const { items, alpha } = solve(features, problem, fold, background);
  const weights = zeroWeights(features);
  items.forEach((item, t) => addItem(weights, features, item, alpha[t] ?? 0));
  const others = problem.judges.map((i) => scoreOf(weights, features, i));
  let value = 0;
  for (const t of fold) {
    const own = scoreOf(weights, features, problem.rows[t] ?? 0);
    const above = others.filter((score) => score >= own).length;
    value += 1 / Math.log2(above + 2);
  }
  return value;
}
