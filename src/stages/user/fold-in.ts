/**
 * The person, from the ratings alone and at once: Bayesian ridge regression of likes and dislikes on what
 * the items are. Closed form, so that a click is answered before any fine-tune; `tuning` starts from it.
 */
import type { Random } from "../../domain/random.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { FOLD_IN } from "../../config/taste.ts";
import {
  addItem,
  BLOCKS,
  kernel,
  plus,
  scoreOf,
  zeroWeights,
  type Features,
  type Weights,
} from "../../math/features.ts";
import { ridge, type RidgePosterior } from "../../math/ridge.ts";

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
}

/**
 * Fits the weights; an empty history gives zero weights.
 *
 * @param background unrated rows that are taken for slightly disliked, as a fine-tune wants it
 */
export function foldIn(
  features: Features,
  ratings: History,
  background: readonly number[] = [],
): FoldIn {
  const history = bounded(ratings);
  const { values } = history;
  const rows = [...history.rows, ...background];
  const filled = <T>(each: (value: RatingValue) => T, rest: T): T[] => [
    ...values.map(each),
    ...background.map(() => rest),
  ];
  const posterior = ridge(
    gram(features, rows),
    filled((value) => FOLD_IN.target[value], 0),
    filled((value) => FOLD_IN.noise[value], backgroundNoise(values.length)),
  );
  const weights = zeroWeights(features);
  rows.forEach((item, t) => {
    addItem(weights, features, item, posterior.alpha[t] ?? 0);
  });
  return { history, posterior, weights };
}

/** The unrated count for less, the more there is that was really said. */
function backgroundNoise(ratings: number): number {
  return FOLD_IN.backgroundNoise * (1 + ratings / 10);
}

/** `[T, T]` */
function gram(features: Features, rows: readonly number[]): Float64Array {
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
  const prior = zeroWeights(features);
  for (const block of BLOCKS)
    prior[block].forEach((_, i) => {
      prior[block][i] = Math.sqrt(features.scales[block]) * random.normal();
    });
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
