/**
 * Which sense of a noun a picture shows. WordNet's first sense is often wrong for drawings (mace the spray,
 * orb the eyeball), so a sense must lie in the right field, and unpleasant senses never count.
 */
import overrides from "./rules/senses.json" with { type: "json" };
import { singulars } from "./words.ts";
import { LEX, type Synset, type WordNet } from "./wordnet.ts";

const UNPLEASANT =
  /\b(slur|offensive|derogatory|disparaging|contempt\w*|obscene|vulgar|ethnic|racial|prostitut\w*|sexual\w*|genital\w*|penis|vagina|vulva|breast|breasts|nipple|intercourse|erotic|copulat\w*|excrement|feces|faeces|urin\w*|suicide|execut\w*|torture|Nazi\w*|narcotic|heroin|cocaine|cannabis|marijuana|hallucinogen\w*|anus|anal|condom|masturbat\w*|homosexual\w*|slave\w*)\b/i;

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

/** Exceptions by hand: a phrase to "lemma.n" with n from 1, or to "-" where no sense of WordNet fits. */
const OVERRIDES = new Map<string, string>(Object.entries(overrides));

/** A rule says that no sense of WordNet fits this phrase. */
export function hasNoSense(phrase: string): boolean {
  return OVERRIDES.get(phrase.toLowerCase()) === "-";
}

function overridden(net: WordNet, phrase: string): Sense | undefined {
  const [lemma = "", n = "1"] = (OVERRIDES.get(phrase) ?? "").split(".");
  const synset = net.senses(lemma)[Number(n) - 1];
  return synset && { synset, lemma: phrase, certain: true };
}

/**
 * Lower is likelier: an early field, a frequent sense, and a sense whose usual word this is (volcano the
 * mountain, not the vent).
 */
function cost(
  synset: Synset,
  lemma: string,
  rank: number,
  lex: readonly number[],
  fieldCost: number,
): number {
  const usual = synset.words[0]?.toLowerCase() === lemma;
  return rank * 0.5 + (usual ? 0 : 1.5) + lex.indexOf(synset.lex) * fieldCost;
}

/**
 * The best sense of `phrase` (or of its singular) within the fields `lex`; `fieldCost` says how much a
 * field counts that stands later in the list. Persons and stars with a name of their own are not meant.
 */
export function senseOf(
  net: WordNet,
  phrase: string,
  lex: readonly number[],
  fieldCost = 0,
): Sense | undefined {
  for (const lemma of singulars(phrase.toLowerCase())) {
    if (OVERRIDES.has(lemma)) return overridden(net, lemma);
    const found = net
      .senses(lemma)
      .map((synset, rank) => ({
        synset,
        cost: cost(synset, lemma, rank, lex, fieldCost),
      }))
      .filter(
        ({ synset }) =>
          lex.includes(synset.lex) &&
          isPleasant(synset) &&
          !isNamesake(net, synset),
      )
      .sort((a, b) => a.cost - b.cost)[0];
    if (found)
      return {
        synset: found.synset,
        lemma,
        certain: isCertain(net, lemma, found.synset),
      };
  }
  return undefined;
}

/** "Crane" the writer, "Crane" the constellation. */
export function isNamesake(net: WordNet, synset: Synset): boolean {
  const named = synset.lex === LEX.person || synset.lex === LEX.object;
  return (
    named &&
    net.targets(synset, "instance").length > 0 &&
    !/god|goddess|planet|mytholog|legend|continent|mountain|volcano|(?:a|the) star (?!of)/.test(
      synset.gloss,
    )
  );
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
