/**
 * A data set as it was read: ids by row, interactions as they were given, graph, titles and words of items. What
 * reads it is ./read.ts; which rows train and which test is the protocol's business.
 */
import type { Interactions, ItemContent, Triples } from "../../domain/model.ts";

/** Rows in one piece, or in the parts in which somebody published them. All parts count the same users and items. */
export type Given<T> =
  | { readonly is: "whole"; readonly rows: T }
  | {
      readonly is: "parts";
      readonly train: T;
      readonly valid: T | null;
      readonly test: T;
    };

/** What `Interactions.value` holds: nothing, marks on a scale, or 1 for a like and 0 for its opposite. */
export type ValueKind = "none" | "ratings" | "labels";

export interface DataGraph {
  /** By row; the first `items.length` entities are the items, with the items' own ids. */
  readonly entities: readonly string[];
  readonly relations: readonly string[];
  readonly triples: Given<Triples>;
}

/** Words of items, such as genres or attributes, as compressed rows: item i has `word[start[i] .. start[i + 1]]`. */
export interface ItemWords {
  readonly name: string;
  readonly vocabulary: readonly string[];
  /** `[N + 1]` */
  readonly start: Uint32Array;
  readonly word: Uint32Array;
}

export interface Dataset {
  readonly name: string;
  /** Ids by row, in the order in which the files name them. */
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly values: ValueKind;
  /** Null for a data set that is a graph alone. */
  readonly interactions: Given<Interactions> | null;
  readonly graph: DataGraph | null;
  /** `[N]`; empty where the files have none. */
  readonly titles: readonly string[];
  readonly words: readonly ItemWords[];
  readonly content: readonly ItemContent[];
  /** Names of files that were given and not used. */
  readonly unused: readonly string[];
}

/** The pieces of what was given, in the order train, valid, test. */
export function piecesOf<T>(given: Given<T>): readonly T[] {
  if (given.is === "whole") return [given.rows];
  const { train, valid, test } = given;
  return valid === null ? [train, test] : [train, valid, test];
}
