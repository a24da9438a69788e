/**
 * Domain `films`: well-formed rows of the Vega movies table. The table has known errors on purpose (it
 * teaches cleaning), so rows are taken by rule and the others counted by reason.
 */
import { itemId, type Item } from "../../../src/domain/item.ts";
import { readPackageJson } from "../../lib/packages.ts";
import { Harvest } from "../harvest.ts";
import rules from "../rules/films.json" with { type: "json" };
import { moviesSchema, parseSource, type Movie } from "../schemas.ts";
import { article, capital, sentence, slug } from "../words.ts";

const PACKAGE = "vega-datasets";
const TYPES = new Map<string, string>(Object.entries(rules.creativeTypes));
const SOURCES = new Map<string, string>(Object.entries(rules.sources));
const GENRES = new Map<string, string>(Object.entries(rules.genres));
/** Fewer votes than this on IMDb, and hardly anybody would know the film. */
const LEAST_VOTES = 6000;
const UNPLEASANT =
  /porn|nazi|rape|hooker|whore|slut|fuck|shit|kill bill|bastard|massacre|hostel|virgin\b|nymph|sex\b|lolita|cannibal|pimp|bitch|damn|kids \(|holocaust|auschwitz|chainsaw|striptease|showgirls|boogie nights|human centipede|orgy|erotic|hustler/i;

export interface Film {
  readonly title: string;
  readonly director: string;
  readonly year: number;
  readonly genre: string;
  readonly row: Movie;
}

/** Two-digit years were read as the next century: no film here is younger than 2011. */
function yearOf(date: string | null): number {
  const year = Number(/(\d{4})\s*$/.exec(date ?? "")?.[1] ?? Number.NaN);
  return year > 2011 ? year - 100 : year;
}

/** "Rock, The" and stray quotes are put right. */
function titleOf(raw: string | number | null): string {
  const text = String(raw ?? "")
    .trim()
    .replace(/^"|"$/g, "");
  return text.replace(/^(.*), (The|A|An)$/, "$2 $1");
}

export function readFilm(row: Movie): Film | string {
  const title = titleOf(row.Title);
  const year = yearOf(row["Release Date"]);
  if (title === "") return "no title";
  if (!row.Director) return "no director";
  if (!Number.isFinite(year) || year < 1915) return "no believable year";
  if (row["IMDB Rating"] === null) return "no rating";
  if ((row["IMDB Votes"] ?? 0) < LEAST_VOTES) return "hardly known";
  if (/[^\p{ASCII}\p{L}’–]/u.test(title)) return "damaged title";
  if (UNPLEASANT.test(title)) return "unpleasant title";
  return {
    title,
    director: row.Director,
    year,
    genre: row["Major Genre"] ?? "Other",
    row,
  };
}

function filmText({ title, director, year, genre, row }: Film): string {
  const noun = GENRES.get(genre) ?? "film";
  const type = TYPES.get(row["Creative Type"] ?? "");
  const source = SOURCES.get(row.Source ?? "");
  const first = `${title} is ${article(noun)} ${noun} of ${year}${type ? ` ${type}` : ""}, directed by ${director}`;
  const minutes = row["Running Time min"];
  const second = source
    ? `${source.startsWith("an original") ? "It was written for the screen" : `It is based on ${source}`}${minutes ? ` and runs ${minutes} minutes` : ""}`
    : minutes
      ? `It runs ${minutes} minutes`
      : "";
  return [sentence(first), sentence(second)]
    .filter((one) => one !== "")
    .join(" ");
}

function facts({ director, year, genre, row }: Film): Record<string, string> {
  return {
    Year: String(year),
    Director: director,
    ...(genre === "Other" ? {} : { Genre: genre }),
    ...(row["MPAA Rating"] ? { Rated: row["MPAA Rating"] } : {}),
    "IMDb rating": `${row["IMDB Rating"] ?? ""} of 10`,
  };
}

/** From 0.1 at the least votes to 1 at half a million. */
function familiarity(votes: number): number {
  const share = Math.log(votes / LEAST_VOTES) / Math.log(500_000 / LEAST_VOTES);
  return Math.round(Math.min(1, 0.1 + 0.9 * share) * 1000) / 1000;
}

export async function harvestFilms(): Promise<Harvest> {
  const harvest = new Harvest("films");
  const rows = parseSource(
    PACKAGE,
    moviesSchema,
    await readPackageJson(PACKAGE, "data", "movies.json"),
  );
  const seen = new Set<string>();
  for (const row of rows) {
    const film = readFilm(row);
    if (typeof film === "string") harvest.reject(film);
    else {
      const key = `${slug(film.title)}-${film.year}`;
      if (seen.has(key)) harvest.reject("listed twice");
      else addFilm(harvest, film, key);
      seen.add(key);
    }
  }
  return harvest;
}

function addFilm(harvest: Harvest, film: Film, key: string): void {
  const id = itemId(`film:${key}`);
  const item: Item = {
    id,
    domain: "films",
    title: film.title,
    text: filmText(film),
    source: harvest.source,
    facts: facts(film),
    familiarity: familiarity(film.row["IMDB Votes"] ?? LEAST_VOTES),
  };
  harvest.items.push(item);
  linkFilm(harvest, id, film);
}

function linkFilm(harvest: Harvest, id: string, film: Film): void {
  const { row, genre, year, director } = film;
  const noun = GENRES.get(genre) ?? "film";
  const link = (
    relation: Parameters<Harvest["link"]>[1],
    kind: string,
    label: string,
  ): void => {
    harvest.link(id, relation, harvest.concept(kind, slug(label), label));
  };
  if (genre !== "Other") link("genre", "genre", noun);
  link("directed-by", "person", director);
  const type = row["Creative Type"];
  if (type) {
    link("creative-type", "kind", type);
    if (genre !== "Other")
      link("style", "style", `${noun} (${type.toLowerCase()})`);
  }
  const source = SOURCES.get(row.Source ?? "");
  if (source) link("adapted-from", "origin", `based on ${source}`);
  if (row.Distributor) link("distributor", "distributor", row.Distributor);
  if (row["MPAA Rating"]) link("rated", "board", row["MPAA Rating"]);
  link("decade", "decade", `${String(Math.floor(year / 10) * 10)}s`);
  if (source && genre !== "Other")
    link("style", "style", capital(`${noun} based on ${source}`));
}
