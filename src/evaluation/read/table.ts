/**
 * Any table with a row an interaction: how it is separated, which column means what, and its rows. A person may
 * correct the guess; nothing is trained on a guess that was not shown.
 */
import { SAMPLE_ROWS } from "../../config/reading.ts";
import { numberIn } from "./columns.ts";
import { wrongFile, wrongLine, type DataFile } from "./file.ts";
import { Gathered, type Known } from "./gather.ts";
import { eachRow, type Dialect, type ReadingOptions } from "./rows.ts";

/** Columns from 0; null where the table has none. */
export interface ColumnMapping {
  readonly user: number;
  readonly item: number;
  readonly value: number | null;
  readonly time: number | null;
  readonly title: number | null;
}

export interface TableShape {
  readonly separator: string;
  /** False when the first line is a row already. */
  readonly header: boolean;
}

/** The beginning of a table, to be shown beside the choice of columns. */
export interface TableSample extends TableShape {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Null when no two columns look like users and items. */
  readonly guess: ColumnMapping | null;
}

const SEPARATORS = ["\t", ",", ";", "|", "::"] as const;

/** Names that columns have in public data sets, without case and punctuation. */
const NAMES = {
  user: /^(user|users|userid|uid|customer|customerid|reviewer|reviewerid|visitor|visitorid|session|sessionid|account|member|person)$/,
  item: /^(item|items|itemid|iid|movie|movieid|film|filmid|product|productid|asin|parentasin|sku|book|bookid|isbn|track|trackid|song|songid|artist|artistid|article|articleid|game|gameid|recipeid|placeid)$/,
  value:
    /^(rating|ratings|score|stars|value|label|overall|bookrating|plays|playcount|count|weight)$/,
  time: /^(timestamp|time|date|datetime|unixreviewtime|createdat|ts|when)$/,
  title:
    /^(title|itemname|itemtitle|movietitle|productname|producttitle|name)$/,
} as const;

const dialectOf = (separator: string): Dialect => ({
  separator,
  quotes: separator !== "::",
  encoding: "utf-8",
});

/** Reads the beginning of a table and guesses what its columns mean. */
export async function sampleTable(
  file: DataFile,
  options?: ReadingOptions,
): Promise<TableSample> {
  const separator = await guessSeparator(file, options);
  const rows: (readonly string[])[] = [];
  await eachRow(
    file,
    dialectOf(separator),
    (cells) => {
      rows.push(cells);
      return rows.length > SAMPLE_ROWS ? false : undefined;
    },
    options,
  );
  const first = rows[0] ?? [];
  if (first.length < 2) {
    throw wrongFile(
      file.name,
      "no separator gives it two columns.",
      "Separate users and items by a tab, a comma or a semicolon.",
    );
  }
  const header = !first.some((cell) => isNumber(cell));
  return {
    file: file.name,
    separator,
    header,
    columns: header ? first : first.map((_, column) => `${column + 1}`),
    rows: rows.slice(header ? 1 : 0, SAMPLE_ROWS),
    guess: header ? guessByName(first) : guessByPlace(first.length),
  };
}

const isNumber = (cell: string): boolean =>
  cell.trim() !== "" && Number.isFinite(Number(cell));

/** The separator that cuts the first line most often; `::` also counts as two of nothing else. */
async function guessSeparator(
  file: DataFile,
  options?: ReadingOptions,
): Promise<string> {
  let line = "";
  const whole: Dialect = { separator: "\n", quotes: false, encoding: "utf-8" };
  await eachRow(
    file,
    whole,
    ([text = ""]) => {
      line = text;
      return false;
    },
    options,
  );
  const cuts = SEPARATORS.map((each) => line.split(each).length);
  return SEPARATORS[cuts.indexOf(Math.max(...cuts))] ?? ",";
}

function guessByName(header: readonly string[]): ColumnMapping | null {
  const plain = header.map((name) =>
    (name.split(":")[0] ?? "").toLowerCase().replaceAll(/[^a-z]/g, ""),
  );
  const find = (kind: keyof typeof NAMES): number | null => {
    const found = plain.findIndex((name) => NAMES[kind].test(name));
    return found === -1 ? null : found;
  };
  const [user, item] = [find("user"), find("item")];
  if (user === null || item === null) return null;
  return {
    user,
    item,
    value: find("value"),
    time: find("time"),
    title: find("title"),
  };
}

/** Tables without a header begin with user, item, rating, time by custom. */
const guessByPlace = (columns: number): ColumnMapping => ({
  user: 0,
  item: 1,
  value: columns > 2 ? 2 : null,
  time: columns > 3 ? 3 : null,
  title: null,
});

export interface TableRows {
  readonly rows: Gathered;
  /** Titles by row of the item, where the table has them. */
  readonly titles: ReadonlyMap<number, string>;
}

export async function readTable(
  file: DataFile,
  shape: TableShape,
  mapping: ColumnMapping,
  { users, items }: Known,
  options?: ReadingOptions,
): Promise<TableRows> {
  const rows = new Gathered();
  const titles = new Map<number, string>();
  let names: readonly string[] | undefined;
  const name = (column: number): string => names?.[column] ?? `${column + 1}`;
  await eachRow(
    file,
    dialectOf(shape.separator),
    (cells, line) => {
      if (names === undefined) {
        names = shape.header ? cells : cells.map((_, at) => `${at + 1}`);
        if (shape.header) return;
      }
      if (cells.length !== names.length) {
        const what = `the row has ${cells.length} of ${names.length} columns.`;
        const remedy =
          "Give every row the same columns, and put text that holds the separator in quotation marks.";
        throw wrongLine(file.name, line, what, remedy);
      }
      const cell = (column: number): string => cells[column] ?? "";
      const item = items.row(cell(mapping.item), file.name, line);
      const { value, time, title } = mapping;
      rows.add(
        users.row(cell(mapping.user), file.name, line),
        item,
        value === null
          ? undefined
          : numberIn(cell(value), name(value), file.name, line),
        time === null
          ? undefined
          : secondsIn(cell(time), name(time), file.name, line),
      );
      if (title !== null && !titles.has(item)) titles.set(item, cell(title));
    },
    options,
  );
  return { rows, titles };
}

/** A number as it is (seconds or a place in the log), or a date. */
function secondsIn(
  cell: string,
  column: string,
  file: string,
  line: number,
): number {
  if (isNumber(cell)) return Number(cell);
  const time = Date.parse(cell);
  if (!Number.isNaN(time)) return time / 1000;
  throw wrongLine(
    file,
    line,
    `“${cell.slice(0, 40)}” in column ${column} is no time.`,
    "Write seconds since 1970 or dates like 2024-05-31, or choose no time column.",
  );
}
