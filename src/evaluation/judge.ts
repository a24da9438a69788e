/** A fitted model's figures on the cases or labelled rows of one part of a split. */
import { PalateError } from "../domain/errors.ts";
import type { Recommender, UserQuery } from "../domain/model.ts";
import { itemCounts, likesOf } from "../math/interactions.ts";
import { calibrated, lineThrough } from "./calibrate.ts";
import { auc, calibrationError, confusion, rmse } from "./metrics/labels.ts";
import {
  coverage,
  diversity,
  miscalibration,
  novelty,
  type WordsOf,
} from "./metrics/lists.ts";
import { RANKING, type MetricName } from "./metrics/names.ts";
import { rankCases, type Ranked, type RankOptions } from "./rank.ts";
import type { ItemWords } from "./read/dataset.ts";
import type { Case, LabelledRows, Split } from "./split.ts";

export interface Judgement {
  readonly metrics: Readonly<Record<string, number>>;
  /** By metric, one value a case, for paired comparisons; absent for figures of a whole run such as coverage. */
  readonly cases: Readonly<Record<string, Float64Array>>;
}

export interface RankingJudge extends Omit<RankOptions, "shown"> {
  readonly metrics: readonly MetricName[];
  readonly train: Split["train"];
  readonly words: readonly ItemWords[];
}

/** Length of the lists that are looked at where a metric names none. */
const USUAL_CUT = 10;

export async function judgeRanking(
  model: Recommender,
  cases: readonly Case[],
  judge: RankingJudge,
): Promise<Judgement> {
  if (cases.length === 0)
    throw new PalateError(
      "bad-input",
      "Nobody is left to ask: no user has rows to be found.",
      "Give more rows, or another --protocol.",
    );
  const cuts = judge.metrics.map(({ k }) => (k === Infinity ? USUAL_CUT : k));
  const shown = Math.max(...cuts);
  const ranked = await rankCases(model, cases, { ...judge, shown });
  const metrics: Record<string, number> = {};
  const byCase: Record<string, Float64Array> = {};
  for (const name of judge.metrics) {
    const values = perCase(name, cases, ranked, judge);
    if (values === null) continue;
    if (values.length === cases.length) byCase[name.text] = values;
    metrics[name.text] = meanOf(values);
  }
  return { metrics, cases: byCase };
}

/** One value a case, or one in all; null where the data has nothing to say. */
function perCase(
  { kind, k }: MetricName,
  cases: readonly Case[],
  ranked: readonly Ranked[],
  judge: RankingJudge,
): Float64Array | null {
  const rule = Object.entries(RANKING).find(([name]) => name === kind)?.[1];
  if (rule) return Float64Array.from(ranked, (user) => rule(user, k));
  const lists = ranked.map(({ list }) =>
    list.slice(0, k === Infinity ? USUAL_CUT : k),
  );
  const { interactions } = judge.train;
  if (kind === "Coverage")
    return Float64Array.of(coverage(lists, interactions.items));
  if (kind === "Novelty") {
    const counts = itemCounts(likesOf(interactions));
    return Float64Array.from(lists, (list) =>
      novelty(list, counts, interactions.users),
    );
  }
  const words = wordsOf(judge.words);
  if (words === null) return null;
  if (kind === "ILD")
    return Float64Array.from(lists, (list) => diversity(list, words));
  return Float64Array.from(lists, (list, i) =>
    miscalibration(list, cases[i]?.query.history ?? [], words),
  );
}

function wordsOf(words: readonly ItemWords[]): WordsOf | null {
  const first = words[0];
  if (first === undefined) return null;
  return (item) =>
    first.word.subarray(first.start[item], first.start[item + 1]);
}

/**
 * AUC, F1 and the like of labelled test rows. Probabilities are calibrated on validation rows, scored by the same
 * model.
 */
export async function judgeLabels(
  model: Recommender,
  known: LabelledRows,
  asked: LabelledRows,
  names: readonly MetricName[],
): Promise<Judgement> {
  const scores = await scoreRows(model, asked);
  const own = await scoreRows(model, known);
  const given = valuesOf(known);
  const actual = valuesOf(asked);
  const labelled = given.every((value) => value === 0 || value === 1);
  const calibrate = (labelled ? calibrated : lineThrough)(own, given);
  const foretold = Float64Array.from(scores, calibrate);
  const decided = confusion(foretold, actual);
  const metrics: Record<string, number> = {};
  for (const { kind, text } of names) {
    if (!labelled && kind !== "RMSE") continue;
    if (kind === "AUC") metrics[text] = auc(scores, actual);
    else if (kind === "F1") metrics[text] = decided.f1;
    else if (kind === "Accuracy") metrics[text] = decided.accuracy;
    else if (kind === "Precision") metrics[text] = decided.precision;
    else if (kind === "Recall") metrics[text] = decided.recall;
    else if (kind === "RMSE") metrics[text] = rmse(foretold, actual);
    else metrics[text] = calibrationError(foretold, actual);
  }
  return { metrics, cases: {} };
}

function valuesOf({ rows }: LabelledRows): Float32Array {
  return rows.value ?? new Float32Array(rows.user.length).fill(1);
}

const USERS_AT_ONCE = 128;

/** `[n]` the model's score of each row. */
async function scoreRows(
  model: Recommender,
  { rows, histories }: LabelledRows,
): Promise<Float32Array> {
  const scores = new Float32Array(rows.user.length);
  const byUser = new Map<number, number[]>();
  rows.user.forEach((user, row) => {
    const own = byUser.get(user);
    if (own) own.push(row);
    else byUser.set(user, [row]);
  });
  const users = [...byUser];
  for (let from = 0; from < users.length; from += USERS_AT_ONCE) {
    const part = users.slice(from, from + USERS_AT_ONCE);
    const queries = part.map(([user]): UserQuery => ({
      user,
      history: histories[user] ?? [],
    }));
    const given = await model.score(queries);
    part.forEach(([, own], i) => {
      for (const row of own)
        scores[row] = given[i * rows.items + (rows.item[row] ?? 0)] ?? 0;
    });
  }
  return scores;
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}
