/**
 * What a source hands over: items, links between names, files to write and the rows it left out.
 * Links use ids (`thing:1f42a`, `synset:02439568`) so that sources need not know each other.
 */
import type { Rejection } from "../../src/domain/catalogue.ts";
import type { Item } from "../../src/domain/item.ts";
import type { RelationId } from "./relations.ts";
import type { Synset } from "./wordnet.ts";

/** A file of the catalogue: copied, or written from memory. */
export type Asset = { readonly path: string } & (
  { readonly copy: string } | { readonly data: string | Uint8Array }
);

export interface Link {
  readonly head: string;
  readonly relation: RelationId;
  readonly tail: string;
}

export class Harvest {
  readonly source: string;
  readonly items: Item[] = [];
  readonly assets: Asset[] = [];
  readonly links: Link[] = [];
  /** Concept id to its label. */
  readonly concepts = new Map<string, string>();
  readonly #rejected = new Map<string, number>();

  constructor(source: string) {
    this.source = source;
  }

  reject(reason: string, count = 1): void {
    this.#rejected.set(reason, (this.#rejected.get(reason) ?? 0) + count);
  }

  /** A concept `kind:key`; the first label that was given stays. */
  concept(kind: string, key: string, label: string): string {
    const id = `${kind}:${key}`;
    if (!this.concepts.has(id)) this.concepts.set(id, label);
    return id;
  }

  /** Labelled by `lemma` where that is one of its words, else by its usual word. */
  synset(synset: Synset, lemma = ""): string {
    const word = synset.words.find(
      (one) => one.toLowerCase() === lemma.toLowerCase(),
    );
    return this.concept(
      "synset",
      synset.id,
      word ?? synset.words[0] ?? synset.id,
    );
  }

  link(head: string, relation: RelationId, tail: string): void {
    this.links.push({ head, relation, tail });
  }

  rejections(): Rejection[] {
    return [...this.#rejected]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reason, count]) => ({ source: this.source, reason, count }));
  }
}
