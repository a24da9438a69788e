/**
 * Which sense of a noun a picture shows. WordNet's first sense is often wrong for drawings (mace the spray,
 * orb the eyeball), so a sense must lie in the right field, and unpleasant senses never count.
 */
import { singulars } from "./words.ts";
import { LEX, type Synset, type WordNet } from "./wordnet.ts";

const UNPLEASANT =
  /\b(slur|offensive|derogatory|disparaging|contempt\w*|obscene|vulgar|ethnic|racial|prostitut\w*|sexual\w*|genital\w*|penis|vagina|vulva|breast|breasts|nipple|intercourse|erotic|copulat\w*|excrement|feces|faeces|urin\w*|suicide|execut\w*|torture|corpse|Nazi\w*|narcotic|heroin|cocaine|cannabis|marijuana|hallucinogen\w*|anus|anal|condom|masturbat\w*|homosexual\w*|slave\w*)\b/i;

export function isPleasant(synset: Synset): boolean {
  return (
    !UNPLEASANT.test(synset.gloss) &&
    !synset.words.some((word) => UNPLEASANT.test(word))
  );
}

/** Fields that a drawing can show. */
export const CONCRETE: readonly number[] = [
  LEX.animal,
  LEX.artifact,
  LEX.body,
  LEX.food,
  LEX.object,
  LEX.person,
  LEX.phenomenon,
  LEX.plant,
  LEX.substance,
];

export interface Sense {
  readonly synset: Synset;
  readonly lemma: string;
  /** No other sense could have been meant, or this one is by far the usual one. */
  readonly certain: boolean;
}

/**
 * The best sense of `phrase` (or of its singular) within the fields `lex`; `prefer` names fields that win
 * over more frequent senses elsewhere.
 */
export function senseOf(
  net: WordNet,
  phrase: string,
  lex: readonly number[],
  prefer: readonly number[] = [],
): Sense | undefined {
  for (const lemma of singulars(phrase.toLowerCase())) {
    const all = net.senses(lemma);
    const fitting = all.filter(
      (one) => lex.includes(one.lex) && isPleasant(one),
    );
    const synset =
      fitting.find((one) => prefer.includes(one.lex)) ?? fitting[0];
    if (synset)
      return { synset, lemma, certain: isCertain(net, lemma, synset) };
  }
  return undefined;
}

function isCertain(net: WordNet, lemma: string, synset: Synset): boolean {
  const all = net.senses(lemma);
  if (all.length === 1) return true;
  const mine = net.count(lemma, synset);
  const total = all.reduce((sum, one) => sum + net.count(lemma, one), 0);
  return all[0] === synset && mine >= 3 && mine >= total * 0.7;
}

/** The head of a noun phrase: "glass of milk" -> "glass", "two-hump camel" -> "camel". */
export function headPhrases(phrase: string): string[] {
  const front =
    phrase.replace(/[:,(].*$/, "").split(/ (?:of|with|on|in|at|and) /)[0] ??
    phrase;
  const words = front.trim().split(" ");
  const out: string[] = [];
  for (let from = 1; from < words.length; from += 1)
    out.push(words.slice(from).join(" "));
  if (front !== phrase) out.unshift(front);
  return out;
}
