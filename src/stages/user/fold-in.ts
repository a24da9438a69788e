/**
 * The person, from the ratings alone and at once: Bayesian ridge regression of likes and dislikes on what
 * the items are. Closed form, so that a click is answered before any fine-tune; `tuning` starts from it.
 */
import type { Random } from "../../domain/random.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { FOLD_IN } from "../../config/taste.ts";
import {
  addItem,
  kernel,
  plus,
  scoreOf,
  zeroWeights,
  type Features,
  type Weights,
} from "../../math/features.ts";
import { leaveOneOut, ridge, type RidgePosterior } from "../../math/ridge.ts";

/** Rated rows of the catalogue, oldest first. */
export interface History {
  readonly rows: readonly number[];
  readonly values: readonly RatingValue[];
}

export interface FoldIn {
  /** Rows that took part, likes before the newest of the rest when there were too many. */
  readonly history: History;
  readonly posterior: RidgePosterior;
  /** Posterior mean. */
  readonly weights: Weights;
  /** `[T]` what each rating would be predicted as from the others. */
  readonly leftOut: Float64Array;
}

/** Fits the weights; an empty history gives zero weights. */
export function foldIn(features: Features, ratings: History): FoldIn {
  const history = bounded(ratings);
  const { rows, values } = history;
  const targets = values.map((value) => FOLD_IN.target[value]);
  const posterior = ridge(
    gram(features, rows),
    targets,
    values.map((value) => FOLD_IN.noise[value]),
  );
  const weights = zeroWeights(features);
  rows.forEach((item, t) => {
    addItem(weights, features, item, posterior.alpha[t] ?? 0);
  });
  const leftOut = leaveOneOut(posterior, targets);
  return { history, posterior, weights, leftOut };
}

/** `[T, T]` */
export function gram(
  features: Features,
  rows: readonly number[],
): Float64Array {
  const n = rows.length;
  const k = new Float64Array(n * n);
  rows.forEach((i, a) => {
    for (let b = 0; b <= a; b += 1) {
      const value = kernel(features, i, rows[b] ?? 0);
      k[a * n + b] = value;
      k[b * n + a] = value;
    }
  });
  return k;
}

/**
 * One draw from the posterior over weights: a draw from the prior, corrected by what the ratings say of
 * it (Wilson et al. 2020, arXiv 2002.09309, eq. 9). Thompson sampling ranks by such a draw.
 */
export function drawWeights(
  features: Features,
  { history, weights }: FoldIn,
  random: Random,
): Weights {
  const { scales } = features;
  const prior = zeroWeights(features);
  const fill = (values: Float32Array, scale: number): void => {
    for (let i = 0; i < values.length; i += 1)
      values[i] = Math.sqrt(scale) * random.normal();
  };
  fill(prior.fused, scales.fused);
  fill(prior.text, scales.text);
  fill(prior.concepts, scales.concepts);
  const noise = history.values.map((value) => FOLD_IN.noise[value]);
  const believed = history.rows.map(
    (item, t) =>
      -scoreOf(prior, features, item) -
      Math.sqrt(noise[t] ?? 0) * random.normal(),
  );
  const { alpha } = ridge(gram(features, history.rows), believed, noise);
  history.rows.forEach((item, t) => {
    addItem(prior, features, item, alpha[t] ?? 0);
  });
  return plus(weights, prior, 1);
}

function bounded(history: History): History {
  const { rows, values } = history;
  if (rows.length <= FOLD_IN.longestHistory) return history;
  const order = rows.map((_, t) => t);
  const kept = [
    ...order.filter((t) => values[t] === "like").reverse(),
    ...order.filter((t) => values[t] !== "like").reverse(),
  ]
    .slice(0, FOLD_IN.longestHistory)
    .sort((a, b) => a - b);
  return {
    rows: kept.map((t) => rows[t] ?? 0),
    values: kept.map((t) => values[t] ?? "skip"),
  };
}
