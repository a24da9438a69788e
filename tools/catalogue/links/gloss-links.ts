/**
 * Links that WordNet's definitions speak of: the countries and parts of the world where something is at
 * home, and the things that it is described with.
 */
import type { Harvest } from "../harvest.ts";
import type { PlaceEntry } from "../sources/places.ts";
import type { Terms } from "../terms.ts";
import { slug } from "../words.ts";
import { LEX, type Synset } from "../wordnet.ts";

/** Adjectives that mean too many places, or none of the factbook's. */
const VAGUE = new Set([
  "American",
  "Indian",
  "Dominican",
  "Congolese",
  "Guinean",
  "Dutch",
  "Georgian",
  "Nigerian",
]);
const ADJECTIVES: Readonly<Record<string, string>> = {
  Italian: "Italy",
  Japanese: "Japan",
  British: "United Kingdom",
  English: "United Kingdom",
  Scottish: "United Kingdom",
  Irish: "Ireland",
  Dutch: "Netherlands",
  "East Indian": "India",
  Russian: "Russia",
  Mexican: "Mexico",
  Hawaiian: "United States",
  Spanish: "Spain",
  French: "France",
  German: "Germany",
  Swiss: "Switzerland",
  Chinese: "China",
  Turkish: "Turkey",
  Jewish: "Israel",
  Roman: "Italy",
  Greek: "Greece",
  Egyptian: "Egypt",
  Scandinavian: "Norway",
  Hindu: "India",
  Alaskan: "United States",
  Arctic: "Greenland",
};
const NAMES: Readonly<Record<string, string>> = {
  England: "United Kingdom",
  Scotland: "United Kingdom",
  Britain: "United Kingdom",
  "United States": "United States",
  Hawaii: "United States",
  Borneo: "Indonesia",
  Sumatra: "Indonesia",
  Java: "Indonesia",
  Tasmania: "Australia",
  Siberia: "Russia",
  Tibet: "China",
  Himalayas: "Nepal",
  Andes: "Peru",
  Rome: "Italy",
  Alps: "Switzerland",
  Alaska: "United States",
  Korea: "South Korea",
  Sahara: "Algeria",
  Malaya: "Malaysia",
  Arabia: "Saudi Arabia",
  Texas: "United States",
  California: "United States",
  Florida: "United States",
  "New Guinea": "Papua New Guinea",
  Lapland: "Finland",
  Congo: "Congo (Kinshasa)",
};
const REGIONS: readonly (readonly [RegExp, string])[] = [
  [
    /\bEast African?\b|\bNorth(?:ern)? African?\b|\bSouth(?:ern)? African?\b|\bWest African?\b|\bAfrican?\b/,
    "Africa",
  ],
  [/\bSouth America(?:n)?\b|\bAmazon\b/, "South America"],
  [
    /\bCentral America(?:n)?\b|\bWest Ind\w+\b|\bCaribbean\b/,
    "Central America and the Caribbean",
  ],
  [/\bNorth America(?:n)?\b/, "North America"],
  [/\bEuropean?\b/, "Europe"],
  [
    /\bsoutheast(?:ern)? Asian?\b|\bOriental?\b|\beastern Asia\b/i,
    "East and Southeast Asia",
  ],
  [/\bIndian? subcontinent|\bsouthern Asia\b/, "South Asia"],
  [/\bcentral Asian?\b/i, "Central Asia"],
  [/\bMiddle East\w*\b|\bArabian\b/, "the Middle East"],
  [/\bAntarctic(?:a)?\b/, "Antarctica"],
  [/\bPolynesian?\b|\bAustralasian?\b|\bPacific islands\b/, "Oceania"],
];

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
      ...Object.entries(ADJECTIVES),
      ...Object.entries(NAMES),
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
const PLAIN = new Set(
  "part end side form kind type piece head body hand top base point line surface leg arm back face edge cover opening ring bar block stick tool device machine container structure building room plant animal tree bird fish insect flower fruit seed leaf skin bone eye foot mouth wing hair tail one two used use person man woman child people meat dish food light sound air water ground land sea star ball board box cup glass plate piece case case cell bed fire wall play game pot house set work course order mark track field court paper stand stock press ice head pole post cap band top bit pin nail key can well bank store school church".split(
    " ",
  ),
);

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
