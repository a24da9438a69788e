/**
 * Finds things by name in running text: "coffee, cocoa beans and shrimp" -> the synsets of coffee, cocoa
 * and shrimp. Senses that an item shows come first, so that text and pictures meet in the graph.
 */
import { isNamesake, isPleasant } from "./senses.ts";
import { singulars } from "./words.ts";
import type { Synset, WordNet } from "./wordnet.ts";

export class Terms {
  readonly #net: WordNet;
  readonly #shown: ReadonlySet<string>;

  /** `shown` holds concept ids (`synset:...`) that items show. */
  constructor(net: WordNet, shown: ReadonlySet<string>) {
    this.#net = net;
    this.#shown = shown;
  }

  /** The sense of a phrase within `lex`, or undefined. */
  resolve(phrase: string, lex: readonly number[]): Synset | undefined {
    for (const lemma of singulars(phrase.trim().toLowerCase())) {
      const fitting = this.#net
        .senses(lemma)
        .filter(
          (one) =>
            lex.includes(one.lex) &&
            isPleasant(one) &&
            !isNamesake(this.#net, one),
        );
      // A word that only stands in for another (steel for sword, cats for kat) rarely means that other.
      const named = fitting.filter(
        (one) => one.words[0]?.toLowerCase() === lemma,
      );
      const candidates = [...named, ...fitting.slice(0, 1)];
      const shown = candidates.find((one) =>
        this.#shown.has(`synset:${one.id}`),
      );
      const found = shown ?? candidates[0];
      if (found) return found;
    }
    return undefined;
  }

  isShown(synset: Synset): boolean {
    return this.#shown.has(`synset:${synset.id}`);
  }

  /** Only what the word means first: for running text, where a rare sense is a wrong one. */
  first(word: string, lex: readonly number[]): Synset | undefined {
    for (const lemma of singulars(word.toLowerCase())) {
      const sense = this.#net.senses(lemma)[0];
      if (!sense) continue;
      const fits = lex.includes(sense.lex) && isPleasant(sense);
      return fits && this.#shown.has(`synset:${sense.id}`) ? sense : undefined;
    }
    return undefined;
  }

  /** Every term of a comma-separated text, longest name first, each synset once. */
  all(
    text: string,
    lex: readonly number[],
    dull: ReadonlySet<string>,
  ): Synset[] {
    const found = new Set<Synset>();
    for (const part of splitTerms(text)) {
      const synset = this.#longest(part, lex, dull);
      if (synset) found.add(synset);
    }
    return [...found];
  }

  #longest(
    part: string,
    lex: readonly number[],
    dull: ReadonlySet<string>,
  ): Synset | undefined {
    const words = part.split(" ");
    for (let size = Math.min(3, words.length); size > 0; size -= 1)
      for (let at = words.length - size; at >= 0; at -= 1) {
        const phrase = words.slice(at, at + size).join(" ");
        if (singulars(phrase).some((one) => dull.has(one))) continue;
        const synset = this.resolve(phrase, lex);
        if (synset) return synset;
      }
    return undefined;
  }
}

function splitTerms(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/\([^)]*\)?/g, ",")
    .split(/[,;:.]|\band\b|\bor\b|\bincluding\b|\bwith\b|\d+%?/)
    .map((part) => part.replace(/[^a-z' -]/g, " ").trim())
    .filter((part) => part.length > 2);
}
