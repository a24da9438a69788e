/**
 * Why two items belong together, as the shortest path through the graph that says something: at most three
 * edges, only relations that explain, and never through a hub, because being two things is no reason.
 */
import type { KnowledgeGraph } from "../../domain/catalogue.ts";
import type { PathStep } from "../../domain/ranking.ts";
import { PATHS } from "../../config/taste.ts";

interface Edge {
  readonly to: number;
  readonly relation: number;
  readonly forward: boolean;
}

export interface PathFinder {
  /** Shortest meaningful path between two items, through the least crowded concepts; null without one. */
  between(from: number, to: number): readonly PathStep[] | null;
}

/** @param titles of the items, row by row */
export function createPathFinder(
  graph: KnowledgeGraph,
  titles: readonly string[],
): PathFinder {
  const items = titles.length;
  const edges = edgesOf(graph, items);
  const nameOf = (entity: number): string =>
    (entity < items ? titles[entity] : graph.concepts[entity - items]?.label) ??
    "";
  const passable = (entity: number): boolean =>
    (edges[entity]?.length ?? 0) <= PATHS.hub;

  return {
    between(from, to) {
      const nodes = shortest(edges, passable, from, to);
      return nodes && worded(nodes, from, graph, nameOf);
    },
  };
}

function edgesOf(graph: KnowledgeGraph, items: number): Edge[][] {
  const edges: Edge[][] = Array.from(
    { length: items + graph.concepts.length },
    () => [],
  );
  const { triples, relations } = graph;
  for (let at = 0; at < triples.length; at += 3) {
    const head = triples[at] ?? 0;
    const relation = triples[at + 1] ?? 0;
    const tail = triples[at + 2] ?? 0;
    if (!relations[relation]?.explains) continue;
    edges[head]?.push({ to: tail, relation, forward: true });
    edges[tail]?.push({ to: head, relation, forward: false });
  }
  return edges;
}

/** Breadth first; among paths of one length the one whose middle is least crowded. */
function shortest(
  edges: readonly (readonly Edge[])[],
  passable: (entity: number) => boolean,
  from: number,
  to: number,
): Edge[] | null {
  let front = new Map<number, { path: Edge[]; crowd: number }>([
    [from, { path: [], crowd: 0 }],
  ]);
  const visited = new Set([from]);
  for (let length = 1; length <= PATHS.longest; length += 1) {
    const next = new Map<number, { path: Edge[]; crowd: number }>();
    for (const [node, { path, crowd }] of front) {
      for (const edge of edges[node] ?? []) {
        if (visited.has(edge.to)) continue;
        if (edge.to !== to && !passable(edge.to)) continue;
        const degree = edge.to === to ? 0 : (edges[edge.to]?.length ?? 0);
        const known = next.get(edge.to);
        if (known && known.crowd <= crowd + degree) continue;
        next.set(edge.to, { path: [...path, edge], crowd: crowd + degree });
      }
    }
    const found = next.get(to);
    if (found) return found.path;
    for (const node of next.keys()) visited.add(node);
    front = next;
  }
  return null;
}

function worded(
  path: readonly Edge[],
  from: number,
  { relations }: KnowledgeGraph,
  nameOf: (entity: number) => string,
): PathStep[] {
  let at = from;
  return path.map(({ to, relation, forward }) => {
    const said = relations[relation];
    const step = {
      from: nameOf(at),
      label: (forward ? said?.label : said?.inverse) ?? "",
      to: nameOf(to),
    };
    at = to;
    return step;
  });
}
