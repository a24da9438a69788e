/**
 * Turns links between names into the numbered graph: items first, then concepts in a stable order, triples
 * sorted and each once. Concepts that lead nowhere are left out.
 */
import type { KnowledgeGraph } from "../../src/domain/catalogue.ts";
import type { Item } from "../../src/domain/item.ts";
import { PalateError } from "../../src/domain/errors.ts";
import type { Link } from "./harvest.ts";
import { RELATIONS, relationIndex } from "./relations.ts";

/** Concept kinds that are kept even with a single link, because their name says something by itself. */
const SPEAKING = new Set(["synset", "person", "language", "religion"]);

function degrees(links: readonly Link[]): Map<string, number> {
  const degree = new Map<string, number>();
  for (const { head, tail } of links)
    for (const id of [head, tail]) degree.set(id, (degree.get(id) ?? 0) + 1);
  return degree;
}

/** Unique links between known ends, without loops. */
function cleanLinks(
  links: readonly Link[],
  known: (id: string) => boolean,
): Link[] {
  const seen = new Set<string>();
  return links.filter(({ head, relation, tail }) => {
    const key = `${head}\t${relation}\t${tail}`;
    if (head === tail || seen.has(key)) return false;
    if (!known(head) || !known(tail))
      throw new PalateError(
        "bad-input",
        `a link names ${known(head) ? tail : head}, which nothing defines`,
      );
    seen.add(key);
    return true;
  });
}

export function buildGraph(
  items: readonly Item[],
  labels: ReadonlyMap<string, string>,
  links: readonly Link[],
): KnowledgeGraph {
  const entities = new Map<string, number>(
    items.map((item, i) => [item.id, i]),
  );
  let kept = cleanLinks(links, (id) => entities.has(id) || labels.has(id));
  const degree = degrees(kept);
  const leads = (id: string): boolean =>
    entities.has(id) ||
    (degree.get(id) ?? 0) > 1 ||
    SPEAKING.has(id.slice(0, id.indexOf(":")));
  kept = kept.filter(({ head, tail }) => leads(head) && leads(tail));
  const used = new Set(kept.flatMap(({ head, tail }) => [head, tail]));
  const concepts = [...labels]
    .filter(([id]) => used.has(id) && !entities.has(id))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, label]) => ({ id, label, kind: id.slice(0, id.indexOf(":")) }));
  concepts.forEach((concept, i) => entities.set(concept.id, items.length + i));
  const rows = kept.map(({ head, relation, tail }) => [
    entities.get(head) ?? -1,
    relationIndex(relation),
    entities.get(tail) ?? -1,
  ]);
  rows.sort(
    (a, b) =>
      (a[0] ?? 0) - (b[0] ?? 0) ||
      (a[1] ?? 0) - (b[1] ?? 0) ||
      (a[2] ?? 0) - (b[2] ?? 0),
  );
  return {
    concepts,
    relations: RELATIONS,
    triples: Uint32Array.from(rows.flat()),
  };
}

/** The triples as the file holds them: little-endian whatever this machine is. */
export function triplesBytes(triples: Uint32Array): Uint8Array {
  const bytes = Buffer.alloc(triples.length * 4);
  triples.forEach((value, i) => {
    bytes.writeUInt32LE(value, i * 4);
  });
  return bytes;
}
