/**
 * One trained model over several kinds of evidence: popularity, items taken together, a two-step walk, relations of the
 * knowledge graph by co-occurrence, and one convolution of the walk over the graph (./evidence-tables.ts), weighed by a
 * logistic head.
 *
 * A training row must never be evidence for itself. So the head is cross-fitted (stacking: Wolpert 1992, section 3): rows
 * are dealt into folds, and the evidence of a fold comes from tables that were counted without it. A like that only the
 * row itself attests is then exactly zero, as it will be for a row that nobody has seen.
 *
 * What is left out on purpose: how many labelled rows a user or an item has. In sets whose negatives were sampled those
 * counts give labels away without recommending anything; see docs/decisions/0951.
 */
import { EVIDENCE } from "../../config/knowledge.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  Interactions,
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";
import { histories, likesOf } from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";
import {
  evidence,
  graphTables,
  KINDS,
  likeTables,
  type GraphTables,
  type LikeTables,
} from "./evidence-tables.ts";
import { fitLogistic, type Logistic } from "./logistic.ts";

export type EvidenceSettings = {
  readonly [name in keyof typeof EVIDENCE]: number;
};

interface Fitted {
  readonly likes: LikeTables;
  readonly graph: GraphTables;
  readonly head: Logistic;
}

/** A labelled pair. */
interface Pair {
  readonly user: number;
  readonly item: number;
  readonly like: boolean;
}

export class Evidence implements Recommender {
  readonly name = "graph-evidence";
  readonly #settings: EvidenceSettings;
  #fitted: Fitted | null = null;

  constructor(settings: Partial<EvidenceSettings> = {}) {
    this.#settings = { ...EVIDENCE, ...settings };
  }

  async fit(
    { interactions, graph }: TrainingData,
    { random, signal, onProgress }: FitOptions,
  ): Promise<void> {
    const { folds, ridge } = this.#settings;
    const { users, items } = interactions;
    const tables = graphTables(graph, items);
    // Fold after fold, so that the rows whose evidence is known stand together.
    const dealt = pairsOf(interactions, random).map((pair) => ({
      ...pair,
      fold: random.integer(folds),
    }));
    const pairs = dealt.sort((a, b) => a.fold - b.fold);
    const labels = pairs.map(({ like }) => Number(like));
    const features = new Float64Array(pairs.length * KINDS.length);
    let head: Logistic | null = null;
    let done = 0;
    for (let held = 0; held < folds; held += 1) {
      if (signal.aborted)
        throw new PalateError("cancelled", "Training was cancelled.");
      const rest = pairs.filter(({ like, fold }) => like && fold !== held);
      const known = listsOf(rest, users);
      const likes = likeTables(known, items);
      const end = pairs.findIndex(({ fold }) => fold > held);
      const from = done;
      done = end < 0 ? pairs.length : end;
      fillIn(features, known, likes, tables, pairs, from, done);
      const filled = features.subarray(0, done * KINDS.length);
      if (done === 0) continue;
      head = fitLogistic(filled, labels.slice(0, done), ridge);
      onProgress({ epoch: held + 1, epochs: folds, loss: head.loss });
      // A turn of the event loop, so that a tab can draw and cancel.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    if (head === null || pairs.length === 0)
      throw new PalateError("bad-input", "There are no rows to learn from.");
    const all = histories(likesOf(interactions));
    this.#fitted = { likes: likeTables(all, items), graph: tables, head };
  }

  score(queries: readonly UserQuery[]): Promise<Float32Array> {
    if (!this.#fitted) throw new PalateError("bad-input", "Fit comes first.");
    const { likes, graph, head } = this.#fitted;
    const n = likes.counts.length;
    const scores = new Float32Array(queries.length * n).fill(head.offset);
    queries.forEach(({ history }, at) => {
      evidence(history, likes, graph).forEach((values, kind) => {
        const weight = head.weights[kind] ?? 0;
        for (let i = 0; i < n; i += 1)
          scores[at * n + i] =
            (scores[at * n + i] as number) + weight * (values[i] as number);
      });
    });
    return Promise.resolve(scores);
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#fitted = null;
  }
}

/** Labelled rows as they are; where every row is a like, as many items that the user did not take are drawn. */
function pairsOf(interactions: Interactions, random: Random): Pair[] {
  const { user, item, value, items } = interactions;
  const rows = Array.from(user, (own, row) => ({
    user: own,
    item: item[row] ?? 0,
    like: value === null || (value[row] ?? 0) >= 0.5,
  }));
  if (rows.some(({ like }) => !like)) return rows;
  const taken = new Set(rows.map((row) => row.user * items + row.item));
  const drawn = rows.flatMap((row) => {
    const other = random.integer(items);
    return taken.has(row.user * items + other)
      ? []
      : [{ user: row.user, item: other, like: false }];
  });
  return [...rows, ...drawn];
}

function listsOf(pairs: readonly Pair[], users: number): number[][] {
  const lists: number[][] = Array.from({ length: users }, () => []);
  for (const { user, item } of pairs) lists[user]?.push(item);
  return lists;
}

/** Writes the evidence of the pairs `from .. to`, a user at a time. */
function fillIn(
  features: Float64Array,
  known: readonly (readonly number[])[],
  likes: LikeTables,
  graph: GraphTables,
  pairs: readonly Pair[],
  from: number,
  to: number,
): void {
  const byUser = new Map<number, number[]>();
  for (let row = from; row < to; row += 1) {
    const user = pairs[row]?.user ?? 0;
    const own = byUser.get(user);
    if (own) own.push(row);
    else byUser.set(user, [row]);
  }
  for (const [user, rows] of byUser) {
    const values = evidence(known[user] ?? [], likes, graph);
    for (const row of rows)
      values.forEach((kind, at) => {
        features[row * KINDS.length + at] = kind[pairs[row]?.item ?? 0] ?? 0;
      });
  }
}
