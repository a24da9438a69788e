/**
 * Domain `places`: countries, territories and oceans of the World Factbook, told by their land, produce
 * and symbols rather than by the politics of one year. The flag is the picture where there is one.
 */
import { itemId, type Item } from "../../../src/domain/item.ts";
import { Harvest } from "../harvest.ts";
import rules from "../rules/places.json" with { type: "json" };
import type { Terms } from "../terms.ts";
import {
  article,
  capital,
  list,
  sentence,
  slug,
  wholeSentences,
} from "../words.ts";
import { field, readCountries, type Country } from "./factbook.ts";
import { linkPlace } from "./place-links.ts";

const NAMES = new Map<string, string>(Object.entries(rules.names));
const ISO = new Map<string, string>(Object.entries(rules.iso));
const CONTINENTS = new Map<string, string>(Object.entries(rules.continents));

export interface PlaceEntry {
  readonly id: string;
  readonly title: string;
  readonly continent: string;
  readonly data: unknown;
  /** "French", "Japanese"; empty where the factbook has none. */
  readonly adjective: string;
}

export interface Places {
  readonly harvest: Harvest;
  readonly entries: readonly PlaceEntry[];
}

function placeName(country: Country): string {
  const name = (key: string): string => {
    const text = field(country.data, "Government", "Country name", key);
    return /^(none|NA)?$/.test(text) ? "" : text;
  };
  return (
    NAMES.get(country.code) ??
    (name("conventional short form") || name("conventional long form"))
  );
}

/** ISO code by the internet country code, which differs for a few. */
function isoCode(country: Country): string | undefined {
  const own = ISO.get(country.code);
  if (own) return own;
  const code = field(country.data, "Communications", "Internet country code");
  return /\.([a-z]{2})\b/.exec(code)?.[1];
}

function flagKey(iso: string): string {
  return Array.from(iso, (letter) =>
    (0x1f1e6 + letter.charCodeAt(0) - 97).toString(16),
  ).join("-");
}

const PLURAL = /(?:Islands|Isles|Lands)$/;
const WITH_ARTICLE =
  /(?:Islands|Lands|Republic|Kingdom|States|Emirates)$|^(?:Netherlands|Philippines|Bahamas|Gambia|Maldives|Seychelles|Comoros|Isle of|Cayman)|Ocean$/;

function subject(title: string): string {
  return WITH_ARTICLE.test(title) ? `the ${title}` : title;
}

/** "Western Europe, bordering ..." and "chain of islands in ..." become sentences. */
function located(title: string, text: string): string {
  const place = text.replace(/;.*$/, "").replace(/\([^)]*\) ?/g, "");
  if (place === "") return "";
  const many = PLURAL.test(title);
  if (/^(?!north|south|east|west|central)[a-z]/.test(place)) {
    const what = /^two |^\d/.test(place) ? place : `${article(place)} ${place}`;
    return sentence(`${subject(title)} ${many ? "are" : "is"} ${what}`);
  }
  const the =
    /^(?:Caribbean|Middle East|Balkan|Southwestern Pacific|South Pacific)/;
  const where = the.test(place) ? `the ${place}` : place;
  return sentence(`${subject(title)} ${many ? "lie" : "lies"} in ${where}`);
}

/** What a place grows, in the factbook's own words. */
function produce(data: unknown): string[] {
  return field(data, "Economy", "Agriculture - products")
    .replace(/\([^)]*\)?/g, "")
    .split(/[;,:]| and /)
    .map((part) => part.replace(/^(?:and|including) /, "").trim())
    .filter(
      (part) =>
        /^[a-z][a-z' -]{2,24}$/.test(part) &&
        !/^other |similar|^its /.test(part),
    );
}

function symbolText(data: unknown): string {
  const parts = field(data, "Government", "National symbol(s)")
    .replace(/;.*$/, "")
    .replace(/national colors.*$/, "")
    .replace(/\([^)]*\)?/g, "")
    .split(", ")
    .map((part) => part.trim().replace(/^(?:an?|the) /, ""))
    .filter((part) => part !== "");
  if (parts.length === 0) return "";
  const counted = parts.some((part) =>
    /^(?:two|three|four|five|six)$/.test(part),
  );
  if (counted || parts.length === 1)
    return `Its symbol is the ${parts.join(", ")}`;
  return `Its symbols are the ${list(parts)}`;
}

/** "mostly flat plains" needs a subject; "the islands are rugged" has one. */
function landText(terrain: string): string {
  if (
    terrain === "" ||
    / (?:is|are|has|have|rises?|vary|varies|slopes?|lies?|consists?|dominates?|encompass) |^surface/.test(
      terrain,
    )
  )
    return terrain;
  return `The land is ${terrain}`;
}

function noteText(note: string): string {
  if (/^landlocked$/.test(note)) return "It is landlocked";
  if (/^(?:landlocked|almost|close)/.test(note)) return `It is ${note}`;
  return /^(?:\w+-)?(?:second-|third-|world's )?\w+est /.test(note)
    ? `It is the ${note}`
    : note;
}

function placeText(title: string, data: unknown): string {
  const note = field(data, "Geography", "Geography - note").split(";")[0] ?? "";
  const goods = produce(data).slice(0, 9);
  const symbol = symbolText(data);
  const terrain = field(data, "Geography", "Terrain").split(";")[0] ?? "";
  const parts = [
    located(title, field(data, "Geography", "Location")),
    sentence(landText(terrain)),
    sentence(goods.length === 0 ? "" : `It produces ${list(goods)}`),
    sentence(symbol),
    sentence(noteText(note)),
  ];
  const text = parts.filter((part) => part !== "").join(" ");
  const background = field(data, "Introduction", "Background");
  return wholeSentences(
    text.length > 120 ? text : `${text} ${background}`,
    420,
  );
}

function facts(data: unknown): Record<string, string> {
  const first = (text: string): string => (text.split(/[;(]/)[0] ?? "").trim();
  const rows: [string, string][] = [
    ["Capital", first(field(data, "Government", "Capital", "name"))],
    ["People", first(field(data, "People and Society", "Population"))],
    ["Area", first(field(data, "Geography", "Area", "total"))],
    [
      "Highest point",
      first(field(data, "Geography", "Elevation extremes", "highest point")),
    ],
  ];
  return Object.fromEntries(
    rows.filter(([, value]) => /^[A-Z0-9]/.test(value) && value.length < 60),
  );
}

/** From 0 at ten thousand people to 1 at a hundred million. */
function familiarity(data: unknown): number {
  const people = Number(
    /^[\d,]+/
      .exec(field(data, "People and Society", "Population"))?.[0]
      .replaceAll(",", "") ?? 0,
  );
  const share = (Math.log10(Math.max(1, people)) - 4) / 4;
  return Math.round(Math.min(1, Math.max(0.02, share)) * 1000) / 1000;
}

export async function harvestPlaces(
  terms: Terms,
  pictures: ReadonlyMap<string, string>,
): Promise<Places> {
  const harvest = new Harvest("places");
  const entries: PlaceEntry[] = [];
  const countries = await readCountries();
  for (const country of countries) {
    const title = placeName(country);
    if (rules.notPlaces.includes(country.code))
      harvest.reject(
        "more than one place, a military base, or claimed by several",
      );
    else if (title === "") harvest.reject("no name");
    else {
      const entry = addPlace(harvest, pictures, country, title);
      if (entry) entries.push(entry);
    }
  }
  for (const entry of entries) linkPlace(harvest, terms, entry, entries);
  return { harvest, entries };
}

function addPlace(
  harvest: Harvest,
  pictures: ReadonlyMap<string, string>,
  country: Country,
  title: string,
): PlaceEntry | undefined {
  const { data } = country;
  const text = placeText(title, data);
  if (text.length < 40) {
    harvest.reject("nothing to say about it");
    return undefined;
  }
  const iso = isoCode(country);
  const key = iso ?? slug(title);
  const id = itemId(`place:${key}`);
  const flag = iso && pictures.get(flagKey(iso));
  const path = `pictures/places/${key}.webp`;
  const item: Item = {
    id,
    domain: "places",
    title: capital(title),
    text,
    source: harvest.source,
    ...(flag ? { picture: { src: path, kind: "picture" } } : {}),
    facts: facts(data),
    familiarity: familiarity(data),
  };
  harvest.items.push(item);
  if (flag) harvest.assets.push({ path, copy: flag });
  const adjective =
    field(data, "People and Society", "Nationality", "adjective").split(
      /[;,(]| or /,
    )[0] ?? "";
  const continent = CONTINENTS.get(country.folder) ?? country.folder;
  return { id, title, continent, data, adjective: adjective.trim() };
}
