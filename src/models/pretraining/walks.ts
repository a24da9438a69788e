/**
 * Walks on the knowledge graph, the sequences of a catalogue that nobody has used yet: from an item to one of its
 * concepts, from there to another item that has it, and so on (DeepWalk: Perozzi et al. 2014, arXiv 1403.6652). A rare
 * concept is taken more often, because the item-concept weights are idf weights.
 */
import type { Random } from "../../domain/random.ts";
import { entriesOf, type SparseRows } from "../../math/sparse.ts";

export interface Walker {
  /** `length` rows that differ from their neighbours; fewer where the graph ends. */
  walk(length: number, random: Random): number[];
}

/** @param concepts `[N, C]` */
export function createWalker(concepts: SparseRows): Walker {
  const members: number[][] = Array.from(
    { length: concepts.columns },
    () => [],
  );
  const starts: number[] = [];
  for (let row = 0; row < concepts.rows; row += 1) {
    const entries = [...entriesOf(concepts, row)];
    if (entries.length > 0) starts.push(row);
    for (const [column] of entries) members[column]?.push(row);
  }
  const step = (row: number, random: Random): number | undefined => {
    const entries = [...entriesOf(concepts, row)];
    const total = entries.reduce((sum, [, value]) => sum + value, 0);
    let left = random.uniform() * total;
    const [column] = entries.find(([, value]) => (left -= value) <= 0) ?? [];
    const others = (members[column ?? -1] ?? []).filter((each) => each !== row);
    return others[random.integer(Math.max(others.length, 1))];
  };
  return {
    walk(length, random) {
      const first = starts[random.integer(Math.max(starts.length, 1))];
      const rows = first === undefined ? [] : [first];
      while (rows.length > 0 && rows.length < length) {
        const next = step(rows.at(-1) ?? 0, random);
        if (next === undefined) break;
        rows.push(next);
      }
      return rows;
    },
  };
}
