/**
 * MovieLens in its own formats: `ratings.csv` + `movies.csv` (latest, 20M and newer), `u.data` + `u.item` (100K),
 * `ratings.dat` + `movies.dat` (1M, 10M). See https://grouplens.org/datasets/movielens/.
 */
import type { Ids } from "./columns.ts";
import { noTitles, WordColumn, type Features } from "./features.ts";
import { wrongLine, type DataFile } from "./file.ts";
import { COMMAS, eachRow, type Dialect, type ReadingOptions } from "./rows.ts";
import type { ColumnMapping, TableShape } from "./table.ts";

export interface MovieLens {
  readonly name: string;
  readonly ratings: DataFile;
  readonly shape: TableShape;
  readonly mapping: ColumnMapping;
  readonly movies: DataFile | null;
}

const MAPPING: ColumnMapping = {
  user: 0,
  item: 1,
  value: 2,
  time: 3,
  title: null,
};

const PAIRS = [
  {
    ratings: "ratings.csv",
    movies: "movies.csv",
    separator: ",",
    header: true,
  },
  { ratings: "u.data", movies: "u.item", separator: "\t", header: false },
  {
    ratings: "ratings.dat",
    movies: "movies.dat",
    separator: "::",
    header: false,
  },
] as const;

/** The files of MovieLens among those that were given, or null. */
export function findMovieLens(files: readonly DataFile[]): MovieLens | null {
  const find = (name: string): DataFile | undefined =>
    files.find((file) => file.name.toLowerCase() === name);
  for (const { ratings, movies, separator, header } of PAIRS) {
    const found = find(ratings);
    const titled = find(movies) ?? null;
    // A lone `ratings.csv` may be anybody's: its header is looked at as any table's is.
    if (found === undefined || (titled === null && header)) continue;
    return {
      name: "MovieLens",
      ratings: found,
      shape: { separator, header },
      mapping: MAPPING,
      movies: titled,
    };
  }
  return null;
}

/** The 19 genres of `u.item`, in the order of its last columns (`u.genre`). */
const GENRES_100K =
  "unknown Action Adventure Animation Children's Comedy Crime Documentary Drama Fantasy Film-Noir Horror Musical Mystery Romance Sci-Fi Thriller War Western".split(
    " ",
  );

const PIPES: Dialect = {
  separator: "|",
  quotes: false,
  encoding: "windows-1252",
};
const COLONS: Dialect = {
  separator: "::",
  quotes: false,
  encoding: "windows-1252",
};

const NO_GENRE = "(no genres listed)";

/** Titles and genres; films that nobody rated are left out. */
export async function readMovies(
  file: DataFile,
  items: Ids,
  options?: ReadingOptions,
): Promise<Features> {
  const titles = noTitles(items.count);
  const genres = new WordColumn("genres", items.count);
  const old = file.name.toLowerCase() === "u.item";
  const csv = file.name.toLowerCase().endsWith(".csv");
  const dialect = csv ? COMMAS : old ? PIPES : COLONS;
  let header = csv;
  await eachRow(
    file,
    dialect,
    (cells, line) => {
      if (header) {
        header = false;
        return;
      }
      const wanted = old ? 5 + GENRES_100K.length : 3;
      if (cells.length !== wanted) {
        const what = `the row has ${cells.length} of ${wanted} columns.`;
        const remedy = `Take ${file.name} from the same archive as the ratings.`;
        throw wrongLine(file.name, line, what, remedy);
      }
      const item = items.find(cells[0] ?? "");
      if (item === undefined) return;
      titles[item] = cells[1] ?? "";
      const words = old
        ? GENRES_100K.filter((_, genre) => cells[5 + genre] === "1")
        : (cells[2] ?? "").split("|").filter((word) => word !== NO_GENRE);
      genres.set(item, words, file.name, line);
    },
    options,
  );
  return { titles, words: [genres.done()], content: [] };
}
