/**
 * What a history says about the next item: one number an item and kind of sign, from counts of training rows.
 *
 *   onwards     transitions from the history, with lag and recency (after Garg et al. 2019, STAN, SIGIR)
 *   at once     transitions from the newest item to its direct successors
 *   two hops    transitions from what the first hop found
 *   together    cosine of the sets of users, without order
 *   alike       cosine of the words of the items
 *   popularity  log(1 + n_i)
 *
 * Not here: how much each kind counts, which ./next-blend.ts learns.
 */
import type { ItemAttributes } from "../../domain/model.ts";
import type { NEXT_BLEND } from "../../config/sequence.ts";
import { sparseRows, type SparseRows } from "../../math/sparse.ts";
import { ones, transposedRows } from "../../math/interactions.ts";

export const SIGNS = [
  "onwards",
  "at once",
  "two hops",
  "together",
  "alike",
  "popularity",
] as const;

export type BlendSettings = {
  readonly [name in keyof typeof NEXT_BLEND]: number;
};

/** Items by words, in rows of length 1, and back. Depends on no history. */
export interface WordTables {
  readonly unit: SparseRows;
  readonly back: SparseRows;
}

export interface NextTables {
  /** `[N, N]` */
  readonly onwards: SparseRows;
  readonly atOnce: SparseRows;
  /** `[U, N]` ones, and its transpose. */
  readonly likes: SparseRows;
  readonly likers: SparseRows;
  /** `[N]` */
  readonly counts: Float64Array;
  readonly popularity: Float32Array;
}

export function nextTables(
  lists: readonly (readonly number[])[],
  items: number,
  settings: BlendSettings,
): NextTables {
  const counts = new Float64Array(items);
  for (const list of lists)
    for (const item of list) counts[item] = (counts[item] ?? 0) + 1;
  const likes = ones(lists, items);
  return {
    onwards: transitions(lists, counts, settings.reach, settings),
    atOnce: transitions(lists, counts, 1, settings),
    likes,
    likers: transposedRows(likes),
    counts,
    popularity: Float32Array.from(counts, (count) => Math.log1p(count)),
  };
}

function transitions(
  lists: readonly (readonly number[])[],
  counts: Float64Array,
  reach: number,
  { lagPower, userPower, fromPower, toPower }: BlendSettings,
): SparseRows {
  const n = counts.length;
  const rows = Array.from({ length: n }, () => new Map<number, number>());
  for (const list of lists) {
    const own = list.length ** -userPower;
    list.forEach((from, place) => {
      const row = rows[from];
      const end = Math.min(list.length, place + 1 + reach);
      for (let at = place + 1; at < end; at += 1) {
        const to = list[at] ?? 0;
        if (to === from) continue;
        const scale =
          (counts[from] ?? 1) ** fromPower * (counts[to] ?? 1) ** toPower;
        const weight = (own * (at - place) ** -lagPower) / scale;
        row?.set(to, (row.get(to) ?? 0) + weight);
      }
    });
  }
  return sparseRows(rows, n);
}

export function wordTables(
  attributes: readonly ItemAttributes[],
  items: number,
  { widestWord }: BlendSettings,
): WordTables {
  const rows = Array.from({ length: items }, () => new Map<number, number>());
  let base = 0;
  for (const { count, start, word } of attributes) {
    const spread = new Uint32Array(count);
    for (const each of word) spread[each] = (spread[each] ?? 0) + 1;
    rows.forEach((row, item) => {
      for (const each of word.subarray(start[item], start[item + 1])) {
        const named = spread[each] ?? 0;
        if (named > 1 && named <= widestWord)
          row.set(base + each, Math.log(items / named));
      }
    });
    base += count;
  }
  for (const row of rows) {
    const length = Math.hypot(...row.values());
    for (const [word, weight] of row) row.set(word, weight / length);
  }
  const unit = sparseRows(rows, base);
  return { unit, back: transposedRows(unit) };
}

/** `[SIGNS, N]`; what is in the history keeps its numbers, because leaving it out is the caller's business. */
export function signs(
  history: readonly number[],
  tables: NextTables,
  words: WordTables,
  { recencyPower, hopFrom }: BlendSettings,
): Float32Array[] {
  const n = tables.counts.length;
  const empty = (): Float32Array => new Float32Array(n);
  const [onwards, atOnce, hops, together, alike] = [
    empty(),
    empty(),
    empty(),
    empty(),
    empty(),
  ];
  const profile = new Float32Array(words.unit.columns);
  const users = new Float32Array(tables.likes.rows);
  history.forEach((item, place) => {
    const age = history.length - place;
    const weight = age ** -recencyPower;
    addRow(onwards, tables.onwards, item, weight);
    if (age === 1) addRow(atOnce, tables.atOnce, item, 1);
    addRow(profile, words.unit, item, weight);
    const count = Math.max(1, tables.counts[item] ?? 1);
    addRow(users, tables.likers, item, weight / Math.sqrt(count));
  });
  for (const item of bestOf(onwards, hopFrom))
    addRow(hops, tables.onwards, item, onwards[item] ?? 0);
  profile.forEach((weight, word) => {
    if (weight !== 0) addRow(alike, words.back, word, weight);
  });
  users.forEach((weight, user) => {
    if (weight !== 0) addRow(together, tables.likes, user, weight);
  });
  together.forEach((x, i) => {
    if (x !== 0)
      together[i] = x / Math.sqrt(Math.max(1, tables.counts[i] ?? 1));
  });
  return [onwards, atOnce, hops, together, alike, tables.popularity];
}

/** `out += weight * row`. */
function addRow(
  out: Float32Array,
  m: SparseRows,
  row: number,
  weight: number,
): void {
  const end = m.offsets[row + 1] ?? 0;
  for (let k = m.offsets[row] ?? 0; k < end; k += 1) {
    const column = m.indices[k] as number;
    out[column] = (out[column] as number) + weight * (m.values[k] as number);
  }
}

/** Rows of the largest positive numbers. */
export function bestOf(values: Float32Array, count: number): number[] {
  const found: number[] = [];
  values.forEach((x, i) => {
    if (x > 0) found.push(i);
  });
  found.sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b);
  return found.slice(0, count);
}
