/**
 * Files to a data set: finds out what kind of files they are and puts together what their readers give.
 * RecBole's atomic files first, then MovieLens' own, then any table whose columns are known or can be guessed.
 */
import type { Interactions } from "../../domain/model.ts";
import { inTurn, readGraph, readInteractions, readLinks } from "./atomic.ts";
import type { Ids } from "./columns.ts";
import {
  piecesOf,
  type Dataset,
  type Given,
  type ValueKind,
} from "./dataset.ts";
import { noTitles, readItems, type Features } from "./features.ts";
import { wrongFile, type DataFile } from "./file.ts";
import { mapGiven, nobodyYet, valuesOf, type Gathered } from "./gather.ts";
import { findMovieLens, readMovies, type MovieLens } from "./movielens.ts";
import type { ReadingOptions } from "./rows.ts";
import {
  readTable,
  sampleTable,
  type ColumnMapping,
  type TableShape,
} from "./table.ts";

/** What a person said about a table's columns. */
export interface TableChoice extends TableShape {
  readonly file: string;
  readonly mapping: ColumnMapping;
}

export interface DatasetOptions extends ReadingOptions {
  readonly table?: TableChoice | undefined;
}

const ATOMIC =
  /^(?<name>.+?)(?:\.(?<part>train|valid|test))?\.(?<kind>inter|kg)$/;
const TABLE = /\.(csv|tsv|txt|tab)$/i;

/** Files in any order, for example all those of a folder; what is not understood is named in `unused`. */
export async function readDataset(
  files: readonly DataFile[],
  options: DatasetOptions = {},
): Promise<Dataset> {
  if (options.table !== undefined)
    return readChosen(files, options.table, options);
  const name = atomicName(files);
  if (name !== null) return readAtomic(name, files, options);
  const movielens = findMovieLens(files);
  if (movielens !== null) return readMovieLens(movielens, files, options);
  const table = findTable(files);
  const sample = await sampleTable(table, options);
  if (sample.guess === null) {
    throw wrongFile(
      table.name,
      `which of its columns (${sample.columns.join(", ").slice(0, 120)}) are users and items is not clear.`,
      "Name the columns user_id and item_id in the first line, or choose them.",
    );
  }
  return readChosen(files, { ...sample, mapping: sample.guess }, options);
}

/** The one table among the files whose columns would have to be chosen; null when the files speak for themselves. */
export function tableToChoose(files: readonly DataFile[]): DataFile | null {
  if (atomicName(files) !== null || findMovieLens(files) !== null) return null;
  return findTable(files);
}

function findTable(files: readonly DataFile[]): DataFile {
  const [table, second] = files.filter(({ name }) => TABLE.test(name));
  if (table === undefined) {
    const names = files.map(({ name }) => name).join(", ");
    throw wrongFile(
      names === "" ? "Nothing" : names.slice(0, 120),
      "no interactions are in here.",
      "Give NAME.inter (RecBole), ratings.csv or u.data (MovieLens), or one CSV or TSV table with users and items.",
    );
  }
  if (second !== undefined) {
    throw wrongFile(
      `${table.name}, ${second.name}`,
      "only one table can be read at a time.",
      "Give the one that has a row for each interaction.",
    );
  }
  return table;
}

function atomicName(files: readonly DataFile[]): string | null {
  const names = new Set(
    files.flatMap(({ name }) => ATOMIC.exec(name)?.groups?.["name"] ?? []),
  );
  const [name, second] = names;
  if (name !== undefined && second !== undefined) {
    throw wrongFile(
      `${name}, ${second}`,
      "these are two data sets.",
      "Give the files of one data set.",
    );
  }
  return name ?? null;
}

/** `NAME.kind`, or its parts; null when there is neither. */
function partsOf(
  files: readonly DataFile[],
  name: string,
  kind: "inter" | "kg",
): Given<DataFile> | null {
  const find = (end: string): DataFile | undefined =>
    files.find((file) => file.name === `${name}.${end}${kind}`);
  const [train, valid, test] = [find("train."), find("valid."), find("test.")];
  if (train !== undefined && test !== undefined) {
    return { is: "parts", train, valid: valid ?? null, test };
  }
  const whole = find("");
  if (whole !== undefined) return { is: "whole", rows: whole };
  const lone = train ?? valid ?? test;
  if (lone === undefined) return null;
  const missing = train === undefined ? "train" : "test";
  throw wrongFile(
    lone.name,
    `${name}.${missing}.${kind} is missing beside it.`,
    `Give ${name}.train.${kind} and ${name}.test.${kind} together, or ${name}.${kind} alone.`,
  );
}

async function readAtomic(
  name: string,
  files: readonly DataFile[],
  options: DatasetOptions,
): Promise<Dataset> {
  const known = nobodyYet();
  const find = (kind: string) =>
    files.find((file) => file.name === `${name}.${kind}`);
  const [inter, kg] = [
    partsOf(files, name, "inter"),
    partsOf(files, name, "kg"),
  ];
  const [item, link] = [find("item"), find("link")];
  const gathered =
    inter &&
    (await inTurn(inter, (file) => readInteractions(file, known, options)));
  const features =
    gathered && item ? await readItems(item, known.items, options) : null;
  const links =
    gathered && kg && link ? await readLinks(link, known.items, options) : null;
  const graph = kg && (await readGraph(kg, known.items, links, options));
  const used = [
    ...(inter === null ? [] : piecesOf(inter)),
    ...(kg === null ? [] : piecesOf(kg)),
    features && item,
    links && link,
  ];
  return {
    ...seal(name, known, gathered, features),
    graph,
    unused: unusedOf(files, used),
  };
}

async function readMovieLens(
  { name, ratings, shape, mapping, movies }: MovieLens,
  files: readonly DataFile[],
  options: DatasetOptions,
): Promise<Dataset> {
  const known = nobodyYet();
  const { rows } = await readTable(ratings, shape, mapping, known, options);
  const features = movies && (await readMovies(movies, known.items, options));
  return {
    ...seal(name, known, { is: "whole", rows }, features),
    graph: null,
    unused: unusedOf(files, [ratings, movies]),
  };
}

async function readChosen(
  files: readonly DataFile[],
  choice: TableChoice,
  options: DatasetOptions,
): Promise<Dataset> {
  const table = files.find(({ name }) => name === choice.file);
  if (table === undefined) {
    const remedy = "Give the files again.";
    throw wrongFile(choice.file, "the table is not there any more.", remedy);
  }
  const known = nobodyYet();
  const { rows, titles } = await readTable(
    table,
    choice,
    choice.mapping,
    known,
    options,
  );
  const named = noTitles(known.items.count).map(
    (_, row) => titles.get(row) ?? "",
  );
  return {
    ...seal(
      table.name.replace(TABLE, ""),
      known,
      { is: "whole", rows },
      { titles: named, words: [], content: [] },
    ),
    graph: null,
    unused: unusedOf(files, [table]),
  };
}

interface Sealed {
  readonly name: string;
  readonly users: readonly string[];
  readonly items: readonly string[];
  readonly values: ValueKind;
  readonly interactions: Given<Interactions> | null;
  readonly titles: readonly string[];
  readonly words: Features["words"];
  readonly content: Features["content"];
}

function seal(
  name: string,
  known: { readonly users: Ids; readonly items: Ids },
  gathered: Given<Gathered> | null,
  features: Features | null,
): Sealed {
  const pieces = gathered === null ? [] : piecesOf(gathered);
  if (gathered !== null && pieces.some(({ length }) => length === 0)) {
    const remedy = "Give at least one row below the header of every file.";
    throw wrongFile(name, "there is a header and no row.", remedy);
  }
  return {
    name,
    users: known.users.list(),
    items: known.items.list(),
    values: valuesOf(pieces),
    interactions: gathered && mapGiven(gathered, (piece) => piece.seal(known)),
    titles: features?.titles ?? noTitles(known.items.count),
    words: features?.words ?? [],
    content: features?.content ?? [],
  };
}

function unusedOf(
  files: readonly DataFile[],
  used: readonly (DataFile | null | undefined)[],
): readonly string[] {
  return files.filter((file) => !used.includes(file)).map(({ name }) => name);
}
