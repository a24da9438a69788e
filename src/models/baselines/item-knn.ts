/**
 * Item k-nearest neighbours: an item is recommended for what is in the history (Sarwar et al. 2001; Deshpande &
 * Karypis 2004). One table of item pairs serves two models:
 *
 *   s_ij = sum over users with i before j of lag^-a |u|^-b (pairs the other way count `backward`)
 *          / (n_i^p n_j^q)
 *   score_j = sum over the history of d^-r s_ij, d = 1 for the newest item
 *
 * a = b = r = 0, backward = 1, p = q = 1/2 is the cosine of the two columns; a > 0, r > 0, backward < 1 follows the
 * order in which things were taken. Counts are of training rows only.
 */
import type {
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import { histories, itemCounts, likesOf } from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";
import type { SparseRows } from "../../math/sparse.ts";

export interface KnnSettings {
  /** Places between two items of a history that still make a pair; 0 for any. */
  readonly reach: number;
  readonly lagPower: number;
  readonly userPower: number;
  readonly fromPower: number;
  readonly toPower: number;
  /** 1: order does not matter; 0: only "before" counts. */
  readonly backward: number;
  /** r; 0: the whole history counts alike. */
  readonly recencyPower: number;
  /** k; 0 keeps all. */
  readonly neighbours: number;
}

/** Decides only where the history says nothing, so that nobody gets an arbitrary list. */
const POPULARITY_WEIGHT = 1e-6;

export class ItemKnn implements Recommender {
  readonly name: string;
  readonly #settings: KnnSettings;
  #pairs: SparseRows | null = null;
  #fallback = new Float32Array(0);

  constructor(name: string, settings: KnnSettings) {
    this.name = name;
    this.#settings = settings;
  }

  fit(data: TrainingData): Promise<void> {
    const likes = likesOf(data.interactions);
    const counts = itemCounts(likes);
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    this.#fallback = Float32Array.from(
      counts,
      (count) => (POPULARITY_WEIGHT * count) / most,
    );
    this.#pairs = pairTable(histories(likes), counts, this.#settings);
    return Promise.resolve();
  }

  score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const n = this.#fallback.length;
    const scores = new Float32Array(queries.length * n);
    queries.forEach(({ history }, i) => {
      const own = scores.subarray(i * n, (i + 1) * n);
      own.set(this.#fallback);
      this.#add(own, history);
    });
    return Promise.resolve(scores);
  }

  #add(scores: Float32Array, history: readonly number[]): void {
    const pairs = this.#pairs;
    if (pairs === null) return;
    history.forEach((item, place) => {
      const weight = (history.length - place) ** -this.#settings.recencyPower;
      const end = pairs.offsets[item + 1] ?? 0;
      for (let k = pairs.offsets[item] ?? 0; k < end; k += 1) {
        const j = pairs.indices[k] as number;
        scores[j] =
          (scores[j] as number) + weight * (pairs.values[k] as number);
      }
    });
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#pairs = null;
  }
}

/** `[N, N]` s_ij, the largest `neighbours` of each row. */
function pairTable(
  lists: readonly (readonly number[])[],
  counts: Float64Array,
  settings: KnnSettings,
): SparseRows {
  const n = counts.length;
  const places = placesOf(lists, n);
  const sums = new Float64Array(n);
  const rows: { indices: Int32Array; values: Float32Array }[] = [];
  for (let item = 0; item < n; item += 1) {
    const touched: number[] = [];
    for (const [user, place] of places[item] ?? [])
      gather(lists[user] ?? [], place, settings, sums, touched);
    const from = (counts[item] ?? 1) ** settings.fromPower;
    for (const j of touched)
      sums[j] = (sums[j] ?? 0) / (from * (counts[j] ?? 1) ** settings.toPower);
    const kept = touched
      .filter((j) => j !== item)
      .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b)
      .slice(0, settings.neighbours || touched.length);
    rows.push({
      indices: Int32Array.from(kept),
      values: Float32Array.from(kept, (j) => sums[j] ?? 0),
    });
    for (const j of touched) sums[j] = 0;
  }
  return stacked(rows, n);
}

type Place = readonly [user: number, place: number];

function placesOf(lists: readonly (readonly number[])[], n: number): Place[][] {
  const places: Place[][] = Array.from({ length: n }, () => []);
  lists.forEach((list, user) => {
    list.forEach((item, place) => places[item]?.push([user, place]));
  });
  return places;
}

/** Adds what one occurrence of an item says about its neighbours in the history. */
function gather(
  list: readonly number[],
  place: number,
  { reach, lagPower, userPower, backward }: KnnSettings,
  sums: Float64Array,
  touched: number[],
): void {
  const width = reach || list.length;
  const own = list.length ** -userPower;
  const add = (at: number, share: number): void => {
    const j = list[at] as number;
    if (sums[j] === 0) touched.push(j);
    const lag = Math.abs(at - place);
    sums[j] = (sums[j] as number) + own * share * lag ** -lagPower;
  };
  const last = Math.min(list.length - 1, place + width);
  for (let at = place + 1; at <= last; at += 1) add(at, 1);
  if (backward === 0) return;
  for (let at = Math.max(0, place - width); at < place; at += 1)
    add(at, backward);
}

function stacked(
  rows: readonly { indices: Int32Array; values: Float32Array }[],
  columns: number,
): SparseRows {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach(({ indices }, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + indices.length;
  });
  const indices = new Int32Array(offsets[rows.length] ?? 0);
  const values = new Float32Array(indices.length);
  rows.forEach((row, i) => {
    indices.set(row.indices, offsets[i]);
    values.set(row.values, offsets[i]);
  });
  return { rows: rows.length, columns, offsets, indices, values };
}
