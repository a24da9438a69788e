/** Figures about a graph: how much of it hangs together, and how often a short path leads to another domain. */
import type { KnowledgeGraph } from "../../src/domain/catalogue.ts";
import type { Item } from "../../src/domain/item.ts";

export interface GraphFigures {
  readonly triples: number;
  readonly relations: number;
  readonly concepts: number;
  /** Share of items in the largest component. */
  readonly connected: number;
  /** Share of items from which a path of at most 3 explaining links reaches another domain. */
  readonly crossing: number;
  /** The same without passing through concepts of more than 60 links. */
  readonly crossingNoHubs: number;
  readonly byDomain: Readonly<Record<string, number>>;
}

const HUB = 60;
const LONGEST = 3;

function neighbours(
  graph: KnowledgeGraph,
  count: number,
  explainingOnly: boolean,
): number[][] {
  const out: number[][] = Array.from({ length: count }, () => []);
  for (let at = 0; at < graph.triples.length; at += 3) {
    const [head = 0, relation = 0, tail = 0] = graph.triples.subarray(
      at,
      at + 3,
    );
    if (explainingOnly && !graph.relations[relation]?.explains) continue;
    out[head]?.push(tail);
    out[tail]?.push(head);
  }
  return out;
}

/** True when another domain lies within LONGEST steps of item `start`. */
export function crosses(
  near: readonly (readonly number[])[],
  items: readonly Item[],
  start: number,
  hub: number,
): boolean {
  const own = items[start]?.domain;
  const seen = new Set([start]);
  let level = [start];
  for (let step = 0; step < LONGEST; step += 1) {
    const next: number[] = [];
    for (const node of level)
      for (const other of near[node] ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        const item = items[other];
        if (item && item.domain !== own) return true;
        if ((near[other]?.length ?? 0) <= hub) next.push(other);
      }
    level = next;
  }
  return false;
}

function largestComponent(
  near: readonly (readonly number[])[],
  items: number,
): number {
  const seen = new Set<number>();
  let best = 0;
  for (let start = 0; start < items; start += 1) {
    if (seen.has(start)) continue;
    const stack = [start];
    seen.add(start);
    let size = 0;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node < items) size += 1;
      for (const other of near[node] ?? [])
        if (!seen.has(other)) {
          seen.add(other);
          stack.push(other);
        }
    }
    best = Math.max(best, size);
  }
  return best;
}

export function measureGraph(
  graph: KnowledgeGraph,
  items: readonly Item[],
): GraphFigures {
  const count = items.length + graph.concepts.length;
  const near = neighbours(graph, count, true);
  const used = new Set<number>();
  for (let at = 1; at < graph.triples.length; at += 3)
    used.add(graph.triples[at] ?? 0);
  const share = (hub: number, domain?: string): number => {
    const rows = items
      .map((_, i) => i)
      .filter((i) => domain === undefined || items[i]?.domain === domain);
    return (
      rows.filter((i) => crosses(near, items, i, hub)).length /
      Math.max(1, rows.length)
    );
  };
  const domains = [...new Set(items.map((item) => item.domain))];
  return {
    triples: graph.triples.length / 3,
    relations: used.size,
    concepts: graph.concepts.length,
    connected:
      largestComponent(neighbours(graph, count, false), items.length) /
      Math.max(1, items.length),
    crossing: share(Number.POSITIVE_INFINITY),
    crossingNoHubs: share(HUB),
    byDomain: Object.fromEntries(
      domains.map((domain) => [domain, share(HUB, domain)]),
    ),
  };
}
