/**
 * The fine-tune: louder concepts, then a trained metric, each judged on likes that were left out. What is
 * found is rolled back when those likes stand lower in it than the plain fold-in put them. The answer is
 * always the fold-in of all ratings, in the metric that was found.
 */
import { TUNING } from "../../config/tuning.ts";
import type { FineTune } from "../../domain/adapter.ts";
import { PalateError } from "../../domain/errors.ts";
import type { Random } from "../../domain/random.ts";
import type { RatingValue } from "../../domain/rating.ts";
import {
  BLOCKS,
  scoreOf,
  type Features,
  type Weights,
} from "../../math/features.ts";
import { adaptedFeatures } from "./adapted.ts";
import { tuningProblem } from "./problem.ts";
import { sharpening } from "./sharpen.ts";
import { breath, train } from "./train.ts";

interface Rated {
  readonly rows: readonly number[];
  readonly values: readonly RatingValue[];
}

export interface TuneInput extends Rated {
  readonly features: Features;
  /** The closed form that a fine-tune starts from and answers with: dual weights `[T]`, and weights. */
  readonly foldIn: (
    features: Features,
    rated: Rated,
    background: readonly number[],
  ) => { readonly alpha: Float64Array; readonly weights: Weights };
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
  const { random } = input;
  const background = backgroundOf(input, random.fork());
  const folds = foldsOf(input, TUNING.folds, random.fork());
  const most = await bestSharpening(input, background, random.fork());
  const seed = random.fork();
  const steps = (folds.length + 1) * TUNING.steps;
  let done = 0;
  const run = (rated: Rated) =>
    fineTune(input, rated, background, most, seed.fork(), (loss) => {
      done += 1;
      input.onProgress(done, steps, loss);
      stopIfAsked(input.signal);
    });

  const values = { base: new Array<number>(), tuned: new Array<number>() };
  for (const fold of folds) {
    const rest = without(input, fold);
    const { result } = await run(rest);
    const adapted = adaptedFeatures(input.features, result);
    const base = placesOf(input, input.features, rest, fold, []);
    const tuned = placesOf(input, adapted, rest, fold, background);
    values.base.push(...base.map(discount));
    values.tuned.push(...tuned.map(discount));
  }
  const { result, loss } = await run(input);
  return {
    result,
    loss,
    heldOut: {
      base: mean(values.base),
      tuned: mean(values.tuned),
      count: values.base.length,
    },
    kept: !worse(values.tuned, values.base),
  };
}

/**
 * Lower than before by more than the standard error of the paired differences. A run that learns from half
 * of the likes is judged on the other half, so that a little lower by chance says nothing yet.
 */
function worse(tuned: readonly number[], base: readonly number[]): boolean {
  const differences = tuned.map((value, i) => value - (base[i] ?? 0));
  const average = mean(differences);
  const variance = mean(differences.map((value) => (value - average) ** 2));
  return average < -Math.sqrt(variance / Math.max(differences.length, 1));
}

function mean(values: readonly number[]): number {
  return (
    values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)
  );
}

/** Louder concepts in closed form, then the trained metric on top of them. */
async function fineTune(
  { features, foldIn }: TuneInput,
  rated: Rated,
  background: readonly number[],
  most: number,
  random: Random,
  onStep: (loss: number) => void,
): Promise<{ result: FineTune; loss: readonly number[] }> {
  const first = sharpened(features, foldIn, rated, background, most);
  const sharp = adaptedFeatures(features, first);
  const problem = tuningProblem(sharp, rated, random);
  const { alpha } = foldIn(sharp, rated, []);
  const padded = new Float32Array(problem.length);
  padded.set(alpha.subarray(0, rated.rows.length));
  const trained = await train(problem, {
    alpha: padded,
    likes: Float32Array.from({ length: problem.length }, (_, t) =>
      rated.values[t] === "like" ? 1 : 0,
    ),
    random,
    onStep,
  });
  return {
    result: {
      ...first,
      metric: { ...first.metric, a: trained.a, b: trained.b },
      gains: first.gains.map((gain, at) => gain + (trained.gains[at] ?? 0)),
    },
    loss: trained.loss,
  };
}

/** A fine-tune that is nothing but louder concepts. */
function sharpened(
  features: Features,
  foldIn: TuneInput["foldIn"],
  rated: Rated,
  background: readonly number[],
  most: number,
): FineTune {
  const { weights } = foldIn(features, rated, []);
  const liked = rated.rows.filter((_, t) => rated.values[t] === "like");
  const { concepts, block } = sharpening(features, weights, liked, most);
  const { rank } = TUNING;
  const dimensions = features.fused.columns;
  return {
    metric: {
      module: "scorer.metric",
      rank,
      inputs: dimensions,
      outputs: dimensions,
      a: new Float32Array(rank * dimensions),
      b: new Float32Array(dimensions * rank),
      scale: 1,
    },
    gains: Float32Array.from(BLOCKS, (name) =>
      name === "concepts" ? block : 0,
    ),
    concepts,
    background,
  };
}

/** The sharpening that puts left-out likes highest; the first of equals, and none before some. */
async function bestSharpening(
  input: TuneInput,
  background: readonly number[],
  random: Random,
): Promise<number> {
  const { features, foldIn } = input;
  const values = TUNING.sharpenings.map(() => 0);
  for (const fold of foldsOf(input, TUNING.choiceFolds, random)) {
    const rest = without(input, fold);
    for (const [at, most] of TUNING.sharpenings.entries()) {
      const trial = sharpened(features, foldIn, rest, background, most);
      const adapted = adaptedFeatures(features, trial);
      const places = placesOf(input, adapted, rest, fold, background);
      for (const place of places)
        values[at] = (values[at] ?? 0) + closeness(place);
      await breath();
      stopIfAsked(input.signal);
    }
  }
  return TUNING.sharpenings[values.indexOf(Math.max(...values))] ?? 0;
}

/** How many unrated items stand above each rating of the fold. */
function placesOf(
  { features: { fused }, foldIn, rows }: TuneInput,
  features: Features,
  rest: Rated,
  fold: readonly number[],
  background: readonly number[],
): number[] {
  const { weights } = foldIn(features, rest, background);
  const rated = new Set(rows);
  const own = fold.map((t) => scoreOf(weights, features, rows[t] ?? 0));
  const places = fold.map(() => 0);
  for (let i = 0; i < fused.rows; i += 1) {
    if (rated.has(i)) continue;
    const score = scoreOf(weights, features, i);
    own.forEach((mine, k) => {
      if (score >= mine) places[k] = (places[k] ?? 0) + 1;
    });
  }
  return places;
}

/** What a place is worth: the discount of NDCG. */
const discount = (above: number): number => 1 / Math.log2(above + 2);
/** Told apart even where all places are far down; the 10 keeps the top from deciding alone. */
const closeness = (above: number): number => -Math.log(above + 10);

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted)
    throw new PalateError("cancelled", "The fine-tune was stopped.");
}

/** Positions of the likes, dealt out so that each is left out once. */
function foldsOf(
  { rows, values }: Rated,
  most: number,
  random: Random,
): number[][] {
  const likes = rows.map((_, t) => t).filter((t) => values[t] === "like");
  const dealt = random.shuffle(likes);
  const count = Math.min(most, likes.length);
  return Array.from({ length: count }, (_, fold) =>
    dealt.filter((_t, k) => k % count === fold),
  );
}

function without({ rows, values }: Rated, fold: readonly number[]): Rated {
  const left = new Set(fold);
  return {
    rows: rows.filter((_, t) => !left.has(t)),
    values: values.filter((_, t) => !left.has(t)),
  };
}

/** Unrated rows that the adapted fold-in takes for slightly disliked. */
function backgroundOf({ features, rows }: TuneInput, random: Random): number[] {
  const rated = new Set(rows);
  const unrated: number[] = [];
  for (let i = 0; i < features.fused.rows; i += 1)
    if (!rated.has(i)) unrated.push(i);
  return random.sample(unrated, TUNING.background);
}
