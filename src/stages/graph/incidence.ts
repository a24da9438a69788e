/**
 * The wide graph block: which concepts each item touches, within two hops, weighted by how rare they are.
 * It is kept sparse; see docs/decisions/0301-taste-model.md for what a dense one of affordable size loses.
 */
import type { KnowledgeGraph } from "../../domain/catalogue.ts";
import { sparseRows, type SparseRows } from "../../math/sparse.ts";

export interface IncidenceOptions {
  /** Weight of what lies two hops away, relative to one hop. */
  readonly secondHop: number;
  /** Exponent of the inverse document frequency. */
  readonly idfPower: number;
  /** Most concepts kept for one item, strongest first. */
  readonly width: number;
}

export interface Incidence {
  /** `[N, C]`, unit rows; an item without concepts has an empty row. */
  readonly matrix: SparseRows;
  /** `[C]`: the entity of the graph that each column stands for. */
  readonly entities: Int32Array;
}

/** Concepts that a single item touches connect nothing and would only fill the vector up. */
const FEWEST_ITEMS = 2;

export function buildIncidence(
  graph: Pick<KnowledgeGraph, "triples" | "concepts">,
  items: number,
  options: IncidenceOptions,
): Incidence {
  const rows = touched(graph, items, options.secondHop);
  const frequency = new Map<number, number>();
  for (const entries of rows)
    for (const entity of entries.keys())
      frequency.set(entity, (frequency.get(entity) ?? 0) + 1);
  const entities = [...frequency]
    .filter(([, count]) => count >= FEWEST_ITEMS)
    .map(([entity]) => entity)
    .sort((a, b) => a - b);
  const columnOf = new Map(entities.map((entity, column) => [entity, column]));
  const weighted = rows.map((entries) => {
    const row: [number, number][] = [];
    for (const [entity, weight] of entries) {
      const column = columnOf.get(entity);
      if (column === undefined) continue;
      const idf = Math.log(items / (frequency.get(entity) ?? 1));
      row.push([column, weight * Math.max(idf, 0) ** options.idfPower]);
    }
    return unitRow(row, options.width);
  });
  return {
    matrix: sparseRows(weighted, entities.length),
    entities: Int32Array.from(entities),
  };
}

/** Every entity that each item reaches in one or two hops, with its weight. */
function touched(
  { triples, concepts }: Pick<KnowledgeGraph, "triples" | "concepts">,
  items: number,
  secondHop: number,
): Map<number, number>[] {
  const out: number[][] = Array.from(
    { length: items + concepts.length },
    () => [],
  );
  const into: number[][] = Array.from({ length: items }, () => []);
  for (let at = 0; at < triples.length; at += 3) {
    const head = triples[at] ?? 0;
    const tail = triples[at + 2] ?? 0;
    out[head]?.push(tail);
    if (tail < items) into[tail]?.push(head);
  }
  return Array.from({ length: items }, (_, i) => {
    const entries = new Map<number, number>();
    const raise = (entity: number, weight: number): void => {
      if (entity !== i)
        entries.set(entity, Math.max(entries.get(entity) ?? 0, weight));
    };
    for (const near of [...(out[i] ?? []), ...(into[i] ?? [])]) {
      raise(near, 1);
      if (secondHop > 0)
        for (const far of out[near] ?? []) raise(far, secondHop);
    }
    return entries;
  });
}

function unitRow(row: [number, number][], width: number): Map<number, number> {
  const kept = row.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, width);
  let square = 0;
  for (const [, value] of kept) square += value * value;
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return new Map(kept.map(([column, value]) => [column, value * scale]));
}
