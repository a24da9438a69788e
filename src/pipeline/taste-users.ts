/**
 * The person as weights over phi: the fold-in of all ratings in force, in the metric of the last fine-tune
 * when there is one. A new rating so counts at once and in full, adapted or not.
 */
import { RANKING } from "../config/taste.ts";
import type { FineTune } from "../domain/adapter.ts";
import type { Random } from "../domain/random.ts";
import type { ConceptSteering } from "../domain/settings.ts";
import {
  addItem,
  kernel,
  zeroWeights,
  type Features,
  type Weights,
} from "../math/features.ts";
import { adaptedFeatures, pulledBack } from "../stages/tuning/adapted.ts";
import {
  drawWeights,
  foldIn,
  type FoldIn,
  type History,
} from "../stages/user/fold-in.ts";

export interface User {
  readonly foldIn: FoldIn;
  readonly tuned: FineTune | null;
  /** Over the items as they are. */
  readonly weights: Weights;
  /** A draw from the posterior over such weights. */
  draw(random: Random): Weights;
  /** What each rating of the fold-in adds to the score of item `i` `[T]`. */
  carried(i: number): number[];
  /** What rating `t` of the fold-in adds to the weights. */
  part(t: number): Weights;
}

interface Memory {
  readonly key: string;
  readonly features: Features;
  readonly tuned: FineTune | null;
  readonly user: User;
}

interface Metric {
  readonly features: Features;
  readonly tuned: FineTune;
  readonly adapted: Features;
}

/** Solves once for each state of the ratings; a page asks several things of the same state. */
export class Users {
  #last: Memory | null = null;
  #metric: Metric | null = null;

  of(features: Features, history: History, tuned: FineTune | null): User {
    const key = history.rows
      .map((item, t) => `${item} ${history.values[t] ?? ""}`)
      .join();
    const last = this.#last;
    if (last?.key === key && last.features === features && last.tuned === tuned)
      return last.user;
    const user = this.anew(features, history, tuned);
    this.#last = { key, features, tuned, user };
    return user;
  }

  /** The same for a history that is only supposed, which must not push out the one that is true. */
  anew(features: Features, history: History, tuned: FineTune | null): User {
    return tuned
      ? adaptedUser(this.#adapted(features, tuned), history, tuned)
      : plainUser(features, history);
  }

  #adapted(features: Features, tuned: FineTune): Features {
    const known = this.#metric;
    if (known?.features === features && known.tuned === tuned)
      return known.adapted;
    const adapted = adaptedFeatures(features, tuned);
    this.#metric = { features, tuned, adapted };
    return adapted;
  }
}

function plainUser(features: Features, history: History): User {
  const found = foldIn(features, history);
  return {
    foldIn: found,
    tuned: null,
    weights: found.weights,
    draw: (random) => drawWeights(features, found, random),
    carried: (i) => carriedBy(features, found, i),
    part: (t) => partOf(features, found, t),
  };
}

function adaptedUser(
  adapted: Features,
  history: History,
  tuned: FineTune,
): User {
  const rated = new Set(history.rows);
  const found = foldIn(
    adapted,
    history,
    tuned.background.filter((row) => !rated.has(row)),
  );
  return {
    foldIn: found,
    tuned,
    weights: pulledBack(tuned, found.weights),
    draw: (random) => pulledBack(tuned, drawWeights(adapted, found, random)),
    carried: (i) => carriedBy(adapted, found, i),
    part: (t) => pulledBack(tuned, partOf(adapted, found, t)),
  };
}

function carriedBy(
  features: Features,
  { history, posterior }: FoldIn,
  i: number,
): number[] {
  return history.rows.map(
    (item, t) => (posterior.alpha[t] ?? 0) * kernel(features, i, item),
  );
}

function partOf(
  features: Features,
  { history, posterior }: FoldIn,
  t: number,
): Weights {
  const weights = zeroWeights(features);
  const row = history.rows[t];
  if (row !== undefined)
    addItem(weights, features, row, posterior.alpha[t] ?? 0);
  return weights;
}

/** What concept steering adds to the weights; `forget` takes away all that the ratings said. */
export function steeringOf(
  features: Features,
  user: Weights,
  wishes: ReadonlyMap<number, ConceptSteering[string]>,
): Weights {
  const added = zeroWeights(features);
  for (const [column, wish] of wishes) {
    if (wish === "boost") added.concepts[column] = RANKING.concept;
    else if (wish === "quiet") added.concepts[column] = -RANKING.concept;
    else added.concepts[column] = -(user.concepts[column] ?? 0);
  }
  return added;
}
