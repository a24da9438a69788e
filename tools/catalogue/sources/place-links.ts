/** What the factbook says about a place, as links: neighbours, seas, tongues, climate, produce, symbols. */
import type { Harvest } from "../harvest.ts";
import type { RelationId } from "../relations.ts";
import rules from "../rules/places.json" with { type: "json" };
import type { Terms } from "../terms.ts";
import { singulars, slug } from "../words.ts";
import { LEX, type Synset } from "../wordnet.ts";
import { field } from "./factbook.ts";
import { TERM_RULES, type TermRule } from "./place-terms.ts";
import type { PlaceEntry } from "./places.ts";

const DULL = new Set(rules.dull);
/** Other names of places, the longer ones first. */
const ALIASES = Object.entries(rules.aliases).map(
  ([pattern, name]) => [new RegExp(pattern, "g"), name] as const,
);
const TERRAIN_WORDS = new Map<string, string>(
  Object.entries(rules.terrainWords),
);
const HAZARDS = Object.entries(rules.hazards);
const NATURE = [
  LEX.object,
  LEX.phenomenon,
  LEX.event,
  LEX.animal,
  LEX.location,
  LEX.substance,
];

export function linkPlace(
  harvest: Harvest,
  terms: Terms,
  place: PlaceEntry,
  all: readonly PlaceEntry[],
): void {
  const continent = harvest.concept(
    "region",
    slug(place.continent),
    place.continent,
  );
  harvest.link(place.id, "continent", continent);
  for (const rule of TERM_RULES) linkTerms(harvest, terms, place, rule);
  linkNames(harvest, place, all);
  linkSociety(harvest, place);
  linkNature(harvest, terms, place);
}

function linkTerms(
  harvest: Harvest,
  terms: Terms,
  place: PlaceEntry,
  rule: TermRule,
): void {
  const text = field(place.data, ...rule.path).replace(
    /national colors.*$/,
    "",
  );
  for (const synset of terms.all(text, rule.lex, DULL).slice(0, rule.most))
    if (rule.relation !== "symbol" || isEmblem(terms, synset))
      harvest.link(place.id, rule.relation, harvest.synset(synset));
}

/** Beasts and plants make symbols; of objects only those that a picture shows. */
function isEmblem(terms: Terms, synset: Synset): boolean {
  const alive = synset.lex === LEX.animal || synset.lex === LEX.plant;
  return alive || terms.isShown(synset);
}

/** Places named in a text, longest name first, so that "Guinea-Bissau" is not Guinea. */
function placesIn(text: string, all: readonly PlaceEntry[]): PlaceEntry[] {
  let rest = text;
  for (const [pattern, name] of ALIASES) rest = rest.replace(pattern, name);
  const found: PlaceEntry[] = [];
  for (const place of [...all].sort(
    (a, b) => b.title.length - a.title.length,
  )) {
    const pattern = new RegExp(
      `(?<![\\p{L}-])${place.title.replace(/[()]/g, "\\$&")}(?![\\p{L}-])`,
      "u",
    );
    if (!pattern.test(rest)) continue;
    found.push(place);
    rest = rest.replaceAll(new RegExp(pattern, "gu"), "·");
  }
  return found;
}

function linkNames(
  harvest: Harvest,
  place: PlaceEntry,
  all: readonly PlaceEntry[],
): void {
  const others = all.filter((one) => one !== place);
  const named = (relation: RelationId, text: string, most: number): void => {
    for (const other of placesIn(text, others).slice(0, most))
      harvest.link(place.id, relation, other.id);
  };
  named(
    "borders",
    field(place.data, "Geography", "Land boundaries", "border countries"),
    20,
  );
  const partners = field(place.data, "Economy", "Exports - partners");
  named("trades-with", partners.split(",").slice(0, 3).join(","), 3);
  const from =
    /\(from ([^)]*)\)/.exec(
      field(place.data, "Government", "Independence"),
    )?.[1] ?? "";
  named("once-ruled-by", from, 2);
}

/** Names in a list like "Spanish 60% (official), Quechua 21%, other". */
function shares(text: string): string[] {
  return text
    .replace(/\([^)]*\)?/g, "")
    .replace(/note.*$/, "")
    .split(/[,;]|\band\b/)
    .map((part) => part.replace(/[\d.%<~]+.*$/, "").trim())
    .filter(
      (part) =>
        /^[A-Z][\p{L} '-]{2,28}$/u.test(part) &&
        !/^(Other|None|Unspecified|English note|NA|Local|Indigenous|No )/.test(
          part,
        ),
    );
}

function linkSociety(harvest: Harvest, place: PlaceEntry): void {
  for (const tongue of shares(
    field(place.data, "People and Society", "Languages"),
  ).slice(0, 5))
    harvest.link(
      place.id,
      "language",
      harvest.concept("language", slug(tongue), tongue),
    );
  for (const faith of shares(
    field(place.data, "People and Society", "Religions"),
  ).slice(0, 4))
    harvest.link(
      place.id,
      "religion",
      harvest.concept("religion", slug(faith), faith),
    );
  const government = field(
    place.data,
    "Government",
    "Government type",
  ).toLowerCase();
  const form = rules.governments.find((one) => government.includes(one));
  if (form)
    harvest.link(
      place.id,
      "government",
      harvest.concept("government", slug(form), form),
    );
  const clubs = field(
    place.data,
    "Government",
    "International organization participation",
  ).split(",");
  for (const club of clubs.map((one) => one.trim()))
    if (rules.members.includes(club))
      harvest.link(
        place.id,
        "member",
        harvest.concept("club", slug(club), club),
      );
  const colours =
    /national colors?: ([^;]*)/.exec(
      field(place.data, "Government", "National symbol(s)"),
    )?.[1] ?? "";
  for (const colour of colours.split(/,| and /).map((one) => one.trim()))
    if (/^[a-z]{3,12}$/.test(colour))
      harvest.link(
        place.id,
        "colour",
        harvest.concept("colour", colour, colour),
      );
}

function linkNature(harvest: Harvest, terms: Terms, place: PlaceEntry): void {
  const climate = field(place.data, "Geography", "Climate")
    .split(";")
    .slice(0, 2)
    .join(" ");
  for (const kind of rules.climates)
    if (new RegExp(`\\b${kind}\\b`, "i").test(climate))
      harvest.link(
        place.id,
        "climate",
        harvest.concept("climate", slug(kind), kind),
      );
  const location = field(place.data, "Geography", "Location").replace(
    /\b(the|and) /g,
    "",
  );
  for (const [, sea] of location.matchAll(
    /((?:[A-Z][\p{L}]+ ){1,2}(?:Sea|Ocean|Channel)|(?:Gulf|Bay) of [A-Z]\p{L}+)/gu,
  ))
    if (sea)
      harvest.link(
        place.id,
        "coast",
        harvest.concept("sea", slug(sea), `the ${sea}`),
      );
  const land = `${field(place.data, "Geography", "Terrain")} ${field(place.data, "Geography", "Geography - note")}`;
  for (const word of new Set(landWords(land))) {
    const synset = terms.resolve(word, NATURE);
    if (synset) harvest.link(place.id, "terrain", harvest.synset(synset));
  }
  const hazards = `${field(place.data, "Geography", "Natural hazards")} `;
  for (const [part, word] of HAZARDS) {
    const synset = hazards.includes(part)
      ? terms.resolve(word, NATURE)
      : undefined;
    if (synset) harvest.link(place.id, "hazard", harvest.synset(synset));
  }
}

function landWords(text: string): string[] {
  const words = text.toLowerCase().split(/[^a-z]+/);
  const pairs = words.map((word, i) => `${word} ${words[i + 1] ?? ""}`);
  return [...words, ...pairs].flatMap((word) => {
    const known = TERRAIN_WORDS.get(word);
    const single = singulars(word).find((one) => rules.terrains.includes(one));
    return known ?? single ?? [];
  });
}
