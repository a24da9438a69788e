/**
 * The catalogue and its knowledge graph, as the build writes them and the page reads them.
 *
 * Row i of every matrix belongs to `items[i]`, and entity i < N of the graph is that same item.
 */
import type { Item } from "./item.ts";
import type { Ranked } from "./ranking.ts";

export interface Source {
  readonly name: string;
  /** npm package and version that the data came from. */
  readonly package: string;
  /** SPDX identifier, or the licence's own name where SPDX has none. */
  readonly licence: string;
  readonly licenceUrl: string;
  /** The sentence of credit that the licence asks for. */
  readonly attribution: string;
  readonly items: number;
}

/** Rows that were read and not taken, counted by reason. */
export interface Rejection {
  readonly source: string;
  readonly reason: string;
  readonly count: number;
}

/** `catalogue.json` */
export interface Catalogue {
  readonly version: 1;
  /** SHA-256 over items and graph, hex. */
  readonly hash: string;
  readonly items: readonly Item[];
  readonly sources: Readonly<Record<string, Source>>;
  readonly rejections: readonly Rejection[];
}

/** A node of the graph that is not an item: a concept, a genre, a continent, a person. */
export interface Concept {
  /** `kind:key`, for example `synset:02084071`, `genre:drama`. */
  readonly id: string;
  /** Plain words for people, for example "string instrument". */
  readonly label: string;
  readonly kind: string;
}

export interface Relation {
  readonly id: string;
  /** Reads between head and tail: "is a kind of", "borders", "was directed by". */
  readonly label: string;
  /** Reads from tail to head: "includes", "borders", "directed". */
  readonly inverse: string;
  /**
   * Whether a path that explains may pass through it. Tags, subgroups, distributors, rating boards and
   * decades are features, never the middle of an explanation.
   */
  readonly explains: boolean;
}

/** `graph.json` + `graph.bin` (the triples, little-endian uint32). */
export interface KnowledgeGraph {
  /** Entities N, N+1, ... in order; entities 0..N-1 are the items. */
  readonly concepts: readonly Concept[];
  readonly relations: readonly Relation[];
  /** `[n, 3]` row-major: head entity, relation, tail entity. */
  readonly triples: Uint32Array;
}

/**
 * `cover.json`: the first list of a newcomer, worked out by the build from the base model. The page shows it
 * before the engine is there, and the engine's `rank` without ratings gives the same list.
 */
export interface Cover {
  readonly version: 1;
  /** `Catalogue.hash` that it belongs to. */
  readonly catalogueHash: string;
  /** The first 120 of the cover order or more. */
  readonly items: readonly Ranked[];
}
