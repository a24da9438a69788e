import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Tokenize } from "../../src/stages/encoders/run.ts";
import { openTokenizer } from "./session.ts";
import { UNKNOWN_ID, vocabulary } from "./tokenizer.ts";

/** Entries that no text may become. */
const RESERVED = 6;
const SPACE = "\u2581";

/**
 * The likeliest split into pieces, written out plainly (Kudo 2018, section 3.2): the best score of every
 * prefix. What no piece covers costs 10 more than the worst piece; neighbours of that kind become one id.
 */
function viterbi(pieces: readonly (readonly [string, number])[]) {
  const ids = new Map<string, number>();
  pieces.forEach(([piece], id) => id >= RESERVED && ids.set(piece, id));
  const worst = Math.min(...pieces.slice(RESERVED).map(([, score]) => score));
  return (text: string): number[] => {
    const clean = text.normalize("NFKC").replace(/\s+/gu, " ").trim();
    if (clean === "") return [];
    const characters = Array.from(`${SPACE}${clean.replaceAll(" ", SPACE)}`);
    const best = [{ score: 0, from: 0, id: -1 }];
    for (let end = 1; end <= characters.length; end++) {
      best[end] = { score: -Infinity, from: 0, id: -1 };
      for (let from = Math.max(0, end - 16); from < end; from++) {
        const piece = characters.slice(from, end).join("");
        const id = ids.get(piece) ?? (end - from === 1 ? UNKNOWN_ID : -1);
        if (id < 0) continue;
        const own = id === UNKNOWN_ID ? worst - 10 : (pieces[id]?.[1] ?? 0);
        const score = (best[from]?.score ?? 0) + own;
        if (score > (best[end]?.score ?? 0)) best[end] = { score, from, id };
      }
    }
    const found: number[] = [];
    for (let end = characters.length; end > 0; end = best[end]?.from ?? 0) {
      const id = best[end]?.id ?? UNKNOWN_ID;
      if (id !== UNKNOWN_ID || found[0] !== UNKNOWN_ID) found.unshift(id);
    }
    return found;
  };
}

const EDGES = [
  "",
  " ",
  "\t\n",
  "a",
  " leading and trailing ",
  "two  spaces",
  "non\u00a0breaking",
  "</s>",
  "<s> extra_token_id_1 \u2581",
  "\uFFFD",
  "\uE001\uE002",
  "\u0000nul",
  "\uD800 lone surrogate",
  "ﬁne ﬂow ＦＵＬＬ ｗｉｄｔｈ ①",
  "e\u0301 versus \u00e9",
  "👩‍👩‍👧 🏳️‍🌈 🇫🇷",
  "東京 서울 القاهرة दिल्ली",
  "McDonald's in NYC",
  "antidisestablishmentarianism".repeat(20),
];

describe("the text encoder's tokenizer", () => {
  let tokenize: Tokenize;
  let plain: (text: string) => number[];

  beforeAll(async () => {
    tokenize = await openTokenizer();
    plain = viterbi(await vocabulary());
  });

  it("equals a plain Viterbi on 1,000 texts of every kind", () => {
    const words = fc.lorem({ maxCount: 12, mode: "sentences" });
    const graphemes = fc.string({ unit: "grapheme", maxLength: 40 });
    const anything = fc.string({ unit: "binary", maxLength: 40 });
    const mixed = fc
      .array(fc.oneof(words, graphemes, fc.constantFrom(...EDGES)), {
        maxLength: 4,
      })
      .map((parts) => parts.join(" "));
    const texts = [
      ...EDGES,
      ...fc.sample(fc.oneof(words, graphemes, anything, mixed), {
        seed: 5,
        numRuns: 1000 - EDGES.length,
      }),
    ];
    expect(texts).toHaveLength(1000);
    const differing = texts.flatMap((text) => {
      const [ids = []] = tokenize([text]);
      const wanted = plain(text);
      return ids.join() === wanted.join() ? [] : [{ text, ids, wanted }];
    });
    expect(differing).toEqual([]);
  });

  it("never gives a reserved id but the unknown one", () => {
    const ids = new Set(tokenize(EDGES).flat());
    for (let id = 1; id < RESERVED; id++) expect(ids.has(id)).toBe(false);
  });

  it("has no more pieces than the embedding has rows", async () => {
    expect((await vocabulary()).length).toBeLessThanOrEqual(8002);
  });
});
