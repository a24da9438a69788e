/**
 * The person as weights over phi: the fold-in of all ratings in force, plus what the last fine-tune adds
 * to the fold-in of the ratings that it saw. A new rating so counts at once and in full, and at the moment
 * of the fine-tune the sum is exactly its blend of both.
 */
import { RANKING } from "../config/taste.ts";
import { TUNING } from "../config/tuning.ts";
import type { FineTune } from "../domain/adapter.ts";
import type { ConceptSteering } from "../domain/settings.ts";
import {
  addItem,
  kernel,
  plus,
  zeroWeights,
  type Features,
  type Weights,
} from "../math/features.ts";
import { adaptedKernel, adaptedUser } from "../stages/tuning/adapted.ts";
import { foldIn, type FoldIn, type History } from "../stages/user/fold-in.ts";

export interface User {
  readonly foldIn: FoldIn;
  readonly tuned: FineTune | null;
  /** Fold-in and fine-tune together. */
  readonly weights: Weights;
  /** What each rating of the history adds to the score of item `i` `[T]`; they sum to the score. */
  carried(i: number): number[];
}

interface Memory {
  readonly key: string;
  readonly features: Features;
  readonly tuned: FineTune | null;
  readonly user: User;
}

/** Solves once for each state of the ratings; a page asks several things of the same state. */
export class Users {
  #last: Memory | null = null;

  of(features: Features, history: History, tuned: FineTune | null): User {
    const key = history.rows
      .map((item, t) => `${item} ${history.values[t] ?? ""}`)
      .join();
    const last = this.#last;
    if (last?.key === key && last.features === features && last.tuned === tuned)
      return last.user;
    const user = userOf(features, history, tuned);
    this.#last = { key, features, tuned, user };
    return user;
  }
}

function userOf(
  features: Features,
  history: History,
  tuned: FineTune | null,
): User {
  const current = foldIn(features, history);
  // Weight of each rated row in the plain kernel; the fine-tune takes its own fold-in's part out again.
  const plain = new Map<number, number>(history.rows.map((item) => [item, 0]));
  const raise = ({ history: { rows }, posterior }: FoldIn, by: number): void =>
    rows.forEach((item, t) => {
      const known = plain.get(item);
      if (known !== undefined)
        plain.set(item, known + by * (posterior.alpha[t] ?? 0));
    });
  raise(current, 1);
  if (tuned) raise(foldIn(features, tuned), -TUNING.share);
  const weights = zeroWeights(features);
  for (const [item, weight] of plain) addItem(weights, features, item, weight);
  const counts = (item: number): boolean => plain.has(item);
  return {
    foldIn: current,
    tuned,
    weights: tuned
      ? plus(weights, adaptedUser(features, tuned, counts), TUNING.share)
      : weights,
    carried(i) {
      const adapted = new Map<number, number>(
        tuned?.rows.map((item, t) => [
          item,
          TUNING.share *
            (tuned.weights[t] ?? 0) *
            adaptedKernel(features, tuned, i, item),
        ]),
      );
      return [...plain].map(
        ([item, weight]) =>
          weight * kernel(features, i, item) + (adapted.get(item) ?? 0),
      );
    },
  };
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
