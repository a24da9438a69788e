/**
 * Links that WordNet's definitions speak of: the countries and parts of the world where something is at
 * home, and the things that it is described with.
 */
import type { Harvest } from "../harvest.ts";
import type { PlaceEntry } from "../sources/places.ts";
import type { Terms } from "../terms.ts";
import { slug } from "../words.ts";
import rules from "../rules/glosses.json" with { type: "json" };
import { LEX, type Synset } from "../wordnet.ts";

/** Adjectives that mean too many places, or none of the factbook's. */
const VAGUE = new Set(rules.vague);
/** Words of a definition that say nothing about the thing. */
const PLAIN = new Set(rules.plain);
const REGIONS = Object.entries(rules.regions).map(
  ([region, pattern]) => [new RegExp(pattern), region] as const,
);

export class PlaceNames {
  readonly #patterns: readonly (readonly [RegExp, string])[];

  constructor(places: readonly PlaceEntry[]) {
    const ids = new Map(places.map((place) => [place.title, place.id]));
    const words = new Map<string, string>();
    for (const place of places) {
      if (place.title.length > 3 && !VAGUE.has(place.title))
        words.set(place.title, place.id);
      if (
        /^[A-Z][a-z]{3,}$/.test(place.adjective) &&
        !VAGUE.has(place.adjective) &&
        !words.has(place.adjective)
      )
        words.set(place.adjective, place.id);
    }
    for (const [word, title] of [
      ...Object.entries(rules.adjectives),
      ...Object.entries(rules.names),
    ]) {
      const id = ids.get(title);
      if (id) words.set(word, id);
    }
    this.#patterns = [...words]
      .sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
      .map(([word, id]) => [
        new RegExp(
          `(?<!(?:New|North|South|Central|Latin) )\\b${word.replace(/[()]/g, "\\$&")}\\b(?! (?:Ocean|Sea|Gulf|flu|War))`,
        ),
        id,
      ]);
  }

  /** Places named in a text, at most `most`: a longer list is a habitat, not a home. */
  in(text: string, most = 4): string[] {
    const found = [
      ...new Set(
        this.#patterns.flatMap(([pattern, id]) =>
          pattern.test(text) ? [id] : [],
        ),
      ),
    ];
    return found.length <= most ? found : [];
  }
}

export function linkGlosses(
  harvest: Harvest,
  terms: Terms,
  synsets: readonly Synset[],
  places: PlaceNames,
  shown: ReadonlySet<string>,
): void {
  for (const synset of synsets) {
    if (synset.lex === LEX.location) continue;
    const id = harvest.synset(synset);
    const gloss = synset.gloss.replace(/\([^)]*\)/g, "");
    for (const place of places.in(gloss)) harvest.link(id, "comes-from", place);
    for (const [pattern, region] of REGIONS)
      if (pattern.test(gloss))
        harvest.link(
          id,
          "comes-from",
          harvest.concept("region", slug(region), region),
        );
    if (shown.has(id)) linkDescription(harvest, terms, synset, shown);
  }
}

const DESCRIBING = [
  LEX.animal,
  LEX.artifact,
  LEX.food,
  LEX.plant,
  LEX.object,
  LEX.phenomenon,
];

/** Nouns of a definition that another picture shows: a saddle for a horse, a racket for a shuttlecock. */
function linkDescription(
  harvest: Harvest,
  terms: Terms,
  synset: Synset,
  shown: ReadonlySet<string>,
): void {
  const words = synset.gloss.toLowerCase().split(/[^a-z]+/);
  const id = harvest.synset(synset);
  const found = new Set<string>();
  words.forEach((word, i) => {
    for (const phrase of [`${word} ${words[i + 1] ?? ""}`.trim(), word]) {
      if (phrase.length < 4 || PLAIN.has(phrase)) continue;
      const other = terms.first(phrase, DESCRIBING);
      if (!other || other === synset) continue;
      const tail = harvest.synset(other);
      if (shown.has(tail)) found.add(tail);
    }
  });
  for (const tail of [...found].slice(0, 4))
    harvest.link(id, "described-with", tail);
}
