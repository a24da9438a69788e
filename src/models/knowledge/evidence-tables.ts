/**
 * What likes and a knowledge graph say about an item, given a history: one number an item and kind of evidence.
 * Everything is a short walk over sparse rows, so that no item-item table is ever stored:
 *
 *   popularity   log(1 + n_i)
 *   together     sum over the history of cosines of likes (Deshpande & Karypis 2004, eq. 3), and with a milder power
 *   two steps    h P P, and three, with P = D^-1/2 R^T U^-1 R D^-1/2, a low-pass filter (Shen et al. 2021, arXiv 2108.07567, eq. 9)
 *   related      sum over the history of cosines of graph neighbourhoods, their largest, the raw size, and how much of
 *                the history is related at all
 *   spread       what two steps say about the items that the graph relates to this one (one graph convolution)
 *
 * Not here: how much each kind counts, which ./evidence.ts learns.
 */
import type { Triples } from "../../domain/model.ts";
import { ones, transposedRows } from "../../math/interactions.ts";
import { sparseRows, type SparseRows } from "../../math/sparse.ts";

export const KINDS = [
  "popularity",
  "together",
  "together, mild",
  "two steps",
  "three steps",
  "related",
  "related, closest",
  "related, size",
  "related, share",
  "spread",
] as const;

/** Items by the entities that they share with others, and back. Depends on no like. */
export interface GraphTables {
  /** `[N, C]` weights of `(relation, entity)` columns that name two items or more, in rows of length 1. */
  readonly unit: SparseRows;
  readonly unitBack: SparseRows;
  /** `[N]` length of each row before it was scaled. */
  readonly length: Float32Array;
  /** `[N]` sum of cosines with all other items. */
  readonly degree: Float64Array;
}

export interface LikeTables {
  /** `[N]` */
  readonly counts: Float64Array;
  /** `[U, N]` ones, and its transpose. */
  readonly likes: SparseRows;
  readonly likers: SparseRows;
}

/** An entity that names more items than this says little about any of them, and costs their square. */
const WIDEST = 1000;

export function graphTables(graph: Triples | null, items: number): GraphTables {
  const columns = columnsOf(graph, items);
  const kept = columns.filter(({ size }) => size > 1 && size <= WIDEST);
  const rows = Array.from({ length: items }, () => new Map<number, number>());
  kept.forEach((named, column) => {
    const weight = 1 / Math.sqrt(Math.log1p(named.size));
    for (const item of named) rows[item]?.set(column, weight);
  });
  const unit = sparseRows(rows, kept.length);
  const length = new Float32Array(items);
  for (let i = 0; i < items; i += 1) {
    const own = unit.values.subarray(unit.offsets[i], unit.offsets[i + 1]);
    length[i] = Math.hypot(...own);
    own.forEach((x, k) => (own[k] = x / (length[i] ?? 1)));
  }
  const unitBack = transposedRows(unit);
  const all = walk(new Float64Array(items).fill(1), unit);
  const degree = walk(all, unitBack);
  degree.forEach((sum, i) => {
    degree[i] = sum - (length[i] === 0 ? 0 : 1);
  });
  return { unit, unitBack, length, degree };
}

/** Items by `(relation, entity)`, in both directions of a triple. */
function columnsOf(graph: Triples | null, items: number): Set<number>[] {
  const columns = new Map<number, Set<number>>();
  const add = (key: number, item: number): void => {
    const named = columns.get(key);
    if (named) named.add(item);
    else columns.set(key, new Set([item]));
  };
  graph?.head.forEach((head, row) => {
    const relation = graph.relation[row] ?? 0;
    const tail = graph.tail[row] ?? 0;
    if (head < items) add(2 * (relation * graph.entities + tail), head);
    if (tail < items) add(2 * (relation * graph.entities + head) + 1, tail);
  });
  return [...columns.values()];
}

export function likeTables(
  histories: readonly (readonly number[])[],
  items: number,
): LikeTables {
  const likes = ones(histories, items);
  const counts = new Float64Array(items);
  for (const item of likes.indices) counts[item] = (counts[item] ?? 0) + 1;
  return { counts, likes, likers: transposedRows(likes) };
}

/** `[KINDS, N]`, kind after kind. */
export function evidence(
  history: readonly number[],
  { counts, likes, likers }: LikeTables,
  graph: GraphTables,
): Float64Array[] {
  const n = counts.length;
  const known = [...new Set(history)];
  const norm = 1 / Math.sqrt(Math.max(1, known.length));
  const start = (power: number, scale: number): Float64Array => {
    const from = new Float64Array(n);
    for (const j of known)
      from[j] = scale * Math.max(1, counts[j] ?? 1) ** -power;
    return from;
  };
  const scaled = (values: Float64Array, power: number): Float64Array =>
    values.map((x, i) => x * Math.max(1, counts[i] ?? 1) ** -power);
  const step = (from: Float64Array): Float64Array => {
    const users = walk(scaled(from, 0.5), likers);
    users.forEach((x, u) => {
      const size = (likes.offsets[u + 1] ?? 0) - (likes.offsets[u] ?? 0);
      users[u] = x / Math.max(1, size);
    });
    return scaled(walk(users, likes), 0.5);
  };
  const together = (from: number, to: number): Float64Array =>
    scaled(walk(walk(start(from, norm), likers), likes), to);
  const two = step(step(start(0.5, norm)));
  return [
    counts.map((count) => Math.log1p(count)),
    together(0.5, 0.5),
    together(0.7, 0.3),
    two,
    step(two),
    ...related(known, norm, graph),
    spread(two, graph),
  ];
}

function related(
  known: readonly number[],
  norm: number,
  { unit, unitBack, length }: GraphTables,
): Float64Array[] {
  const n = length.length;
  const cosines = new Float64Array(n);
  const size = new Float64Array(n);
  const share = new Float64Array(n);
  const closest = new Float64Array(n);
  const from = new Float64Array(n);
  for (const j of known) {
    from[j] = 1;
    const near = walk(walk(from, unit, [j]), unitBack);
    from[j] = 0;
    near[j] = 0;
    near.forEach((x, i) => {
      if (x === 0) return;
      cosines[i] = (cosines[i] ?? 0) + norm * x;
      closest[i] = Math.max(closest[i] ?? 0, x);
      size[i] = (size[i] ?? 0) + x * (length[i] ?? 0) * (length[j] ?? 0);
      share[i] = (share[i] ?? 0) + 1 / known.length;
    });
  }
  return [cosines, closest, size.map((x) => Math.log1p(x)), share];
}

/** Mean over related items, the item itself left out. */
function spread(
  values: Float64Array,
  { unit, unitBack, length, degree }: GraphTables,
): Float64Array {
  const sums = walk(walk(values, unit), unitBack);
  return sums.map((sum, i) => {
    const own = length[i] === 0 ? 0 : (values[i] ?? 0);
    // 32-bit values leave a residue where there is nothing else.
    return (degree[i] ?? 0) < 1e-5 ? 0 : (sum - own) / (degree[i] ?? 1);
  });
}

/** `x M` for a row vector `x`; rows where x is 0 cost nothing. */
function walk(
  x: Float64Array,
  m: SparseRows,
  rows: Iterable<number> = x.keys(),
): Float64Array {
  const out = new Float64Array(m.columns);
  for (const row of rows) {
    const weight = x[row] ?? 0;
    if (weight === 0) continue;
    const end = m.offsets[row + 1] ?? 0;
    for (let k = m.offsets[row] ?? 0; k < end; k += 1) {
      const column = m.indices[k] as number;
      out[column] = (out[column] as number) + weight * (m.values[k] as number);
    }
  }
  return out;
}
