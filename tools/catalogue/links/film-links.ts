/** Films meet the other domains by their titles (an animal, an instrument, a city) and by their genre's props. */
import type { Item } from "../../../src/domain/item.ts";
import type { Harvest } from "../harvest.ts";
import rules from "../rules/films.json" with { type: "json" };
import { CONCRETE } from "../senses.ts";
import type { Terms } from "../terms.ts";
import { article, list, sentence } from "../words.ts";
import { LEX, type Synset, type WordNet } from "../wordnet.ts";
import type { PlaceNames } from "./gloss-links.ts";

const AMBIGUOUS = new Set(rules.ambiguous);
const PLACED: readonly number[] = [LEX.location];

/** Runs of one to three words of a title, longest first. */
function phrases(title: string): string[] {
  const words = title.split(/[^\p{L}'-]+/u).filter((word) => word !== "");
  const out: string[] = [];
  for (let size = 3; size > 0; size -= 1)
    for (let at = 0; at + size <= words.length; at += 1)
      out.push(words.slice(at, at + size).join(" "));
  return out;
}

export interface TitleNames {
  readonly things: readonly Synset[];
  readonly places: readonly string[];
  readonly cities: readonly (readonly [Synset, string])[];
}

/** A named city or region, and the place of the catalogue that it lies in. */
function cityOf(
  net: WordNet,
  phrase: string,
  placeIds: ReadonlyMap<string, string>,
): readonly [Synset, string] | undefined {
  if (
    !/^[A-Z]/.test(phrase) ||
    AMBIGUOUS.has(phrase.toLowerCase()) ||
    phrase.length < 4
  )
    return undefined;
  const senses = net.senses(phrase);
  const first = senses[0];
  if (
    !first ||
    !PLACED.includes(first.lex) ||
    net.targets(first, "instance").length === 0
  )
    return undefined;
  let level: Synset[] = [first];
  for (let step = 0; step < 5 && level.length > 0; step += 1) {
    for (const synset of level)
      for (const word of synset.words) {
        const id = placeIds.get(word);
        if (id) return [first, id];
      }
    level = level.flatMap((synset) => net.targets(synset, "partOf"));
  }
  return undefined;
}

export function titleNames(
  title: string,
  net: WordNet,
  terms: Terms,
  shown: ReadonlySet<string>,
  places: PlaceNames,
  placeIds: ReadonlyMap<string, string>,
): TitleNames {
  const things = new Set<Synset>();
  const cities = new Map<Synset, string>();
  const taken = new Set<string>();
  for (const phrase of phrases(title)) {
    const lower = phrase.toLowerCase();
    if ([...taken].some((one) => one.includes(lower))) continue;
    const city = cityOf(net, phrase, placeIds);
    if (city) cities.set(...city);
    if (city) taken.add(lower);
    if (AMBIGUOUS.has(lower) || lower.length < 3) continue;
    const synset = terms.resolve(lower, CONCRETE);
    if (!synset || !shown.has(`synset:${synset.id}`)) continue;
    things.add(synset);
    taken.add(lower);
  }
  const american = /\bAmerican?\b/.test(title)
    ? [placeIds.get("United States") ?? ""]
    : [];
  return {
    things: [...things].slice(0, 3),
    places: [...new Set([...places.in(title), ...american])].filter(
      (id) => id !== "",
    ),
    cities: [...cities],
  };
}

export function linkFilmTitle(
  harvest: Harvest,
  film: Item,
  names: TitleNames,
): void {
  for (const synset of names.things)
    harvest.link(film.id, "title-names", harvest.synset(synset));
  for (const id of names.places) harvest.link(film.id, "title-names", id);
  for (const [synset, id] of names.cities) {
    const city = harvest.synset(synset);
    harvest.link(film.id, "set-in", city);
    harvest.link(city, "part-of", id);
  }
}

/** The same in words, for the text that the encoder reads. */
export function titleText(
  names: TitleNames,
  title: (id: string) => string,
): string {
  const words = [
    ...names.things.map(({ words: [word = ""] }) =>
      /^[A-Z]/.test(word) ? word : `${article(word)} ${word}`,
    ),
    ...names.places.map(title),
    ...names.cities.map(
      ([city, id]) => `${city.words[0] ?? ""} in ${title(id)}`,
    ),
  ];
  return sentence(
    words.length > 0 ? `Its title names ${list([...new Set(words)])}` : "",
  );
}

/** What a genre's films are full of. */
export function linkGenres(harvest: Harvest, terms: Terms): void {
  for (const [concept, props] of Object.entries(rules.features))
    for (const prop of props) {
      const synset = terms.resolve(prop, CONCRETE);
      if (synset && terms.isShown(synset) && harvest.concepts.has(concept))
        harvest.link(concept, "genre-of-thing", harvest.synset(synset));
    }
}
