/** Interactions as sparse rows and counts: what nearly every recommender starts from. */
import type { Interactions } from "../domain/model.ts";
import type { SparseRows } from "./sparse.ts";

/** The likes among labelled rows; everything where rows have no labels. `least` is the smallest value that counts. */
export function likesOf(data: Interactions, least = 0.5): Interactions {
  const { value } = data;
  if (value === null || value.every((each) => each >= least)) return data;
  const kept = Array.from(value.keys()).filter(
    (row) => (value[row] ?? 0) >= least,
  );
  return {
    users: data.users,
    items: data.items,
    user: Uint32Array.from(kept, (row) => data.user[row] ?? 0),
    item: Uint32Array.from(kept, (row) => data.item[row] ?? 0),
    time: data.time && Float64Array.from(kept, (row) => data.time?.[row] ?? 0),
    value: Float32Array.from(kept, (row) => value[row] ?? 0),
  };
}

/** `[N]` how many rows name each item. */
export function itemCounts(data: Interactions): Float64Array {
  const counts = new Float64Array(data.items);
  for (const item of data.item) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

/** Items of each user, oldest first where times are known, else in the order of the rows. Repeats are kept. */
export function histories(data: Interactions): number[][] {
  const { time } = data;
  const lists: number[][] = Array.from({ length: data.users }, () => []);
  const order = Array.from(data.user.keys());
  if (time !== null) order.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0));
  for (const row of order)
    lists[data.user[row] ?? 0]?.push(data.item[row] ?? 0);
  return lists;
}

/** `[U, N]` with ones; a pair that is named twice counts once. */
export function userItems(data: Interactions): SparseRows {
  return ones(histories({ ...data, time: null }), data.items);
}

/** One row a list, with ones at what it names. */
export function ones(
  lists: readonly (readonly number[])[],
  columns: number,
): SparseRows {
  const sets = lists.map((list) =>
    Int32Array.from(new Set(list)).sort((a, b) => a - b),
  );
  const offsets = new Int32Array(sets.length + 1);
  sets.forEach((set, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + set.length;
  });
  const indices = new Int32Array(offsets[sets.length] ?? 0);
  sets.forEach((set, i) => {
    indices.set(set, offsets[i] ?? 0);
  });
  const values = new Float32Array(indices.length).fill(1);
  return { rows: sets.length, columns, offsets, indices, values };
}

/** `[columns, rows]`, by counting sort. */
export function transposedRows(m: SparseRows): SparseRows {
  const offsets = new Int32Array(m.columns + 1);
  for (const column of m.indices)
    offsets[column + 1] = (offsets[column + 1] ?? 0) + 1;
  for (let j = 0; j < m.columns; j += 1)
    offsets[j + 1] = (offsets[j + 1] ?? 0) + (offsets[j] ?? 0);
  const next = offsets.slice();
  const indices = new Int32Array(m.indices.length);
  const values = new Float32Array(m.values.length);
  for (let i = 0; i < m.rows; i += 1)
    for (let k = m.offsets[i] ?? 0; k < (m.offsets[i + 1] ?? 0); k += 1) {
      const column = m.indices[k] ?? 0;
      const at = next[column] ?? 0;
      next[column] = at + 1;
      indices[at] = i;
      values[at] = m.values[k] ?? 0;
    }
  return { rows: m.columns, columns: m.rows, offsets, indices, values };
}
