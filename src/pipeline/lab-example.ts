/**
 * A simulation of a small library, so that the Lab can be tried with nothing at hand: readers with tastes in genres
 * and authors take books out, like to go on with a series, and meet the popular ones more often. It is a simulation
 * and is called one; no person stands behind any row.
 */
import type { Triples } from "../domain/model.ts";
import type { Random } from "../domain/random.ts";
import type { Dataset, ItemWords } from "../evaluation/read/dataset.ts";

const READERS = 240;
/** Series of three, so 144 books. */
const SERIES = 48;
const AUTHORS = 18;
const GENRES = ["crime", "sea", "science", "ghosts", "gardens", "war"] as const;
const WORDS = {
  first: "Glass Silent Northern Paper Hollow Amber Last Winter".split(" "),
  second: "Harbour Orchard Engine Witness Lantern Meridian".split(" "),
} as const;
const NUMERALS = ["I", "II", "III"] as const;

/** How often a reader who has the chance goes on with a series. */
const GOES_ON = 0.45;
/** Weight of a book of a liked genre or author over any other. */
const GENRE_PULL = 9;
const AUTHOR_PULL = 4;
/** Exponent of the popularity: a book's weight falls with its place. */
const ZIPF = 0.7;
const FEWEST_LOANS = 10;
const MORE_LOANS = 24;
const START = Date.UTC(2022, 0, 1) / 1000;
const DAY = 86_400;

interface Book {
  readonly title: string;
  readonly genre: number;
  readonly author: number;
  readonly part: number;
  readonly weight: number;
}

export function simulateLibrary(random: Random): Dataset {
  const books = writeBooks(random.fork());
  const loans = lend(books, random.fork());
  const n = loans.length;
  const users = Array.from({ length: READERS }, (_, i) => `reader-${i + 1}`);
  return {
    name: "library",
    users,
    items: books.map((_, i) => `book-${i + 1}`),
    values: "none",
    interactions: {
      is: "whole",
      rows: {
        users: READERS,
        items: books.length,
        user: Uint32Array.from({ length: n }, (_, i) => loans[i]?.user ?? 0),
        item: Uint32Array.from({ length: n }, (_, i) => loans[i]?.item ?? 0),
        time: Float64Array.from({ length: n }, (_, i) => loans[i]?.time ?? 0),
        value: null,
      },
    },
    graph: graphOf(books),
    titles: books.map(({ title }) => title),
    words: [genresOf(books)],
    content: [],
    unused: [],
  };
}

function writeBooks(random: Random): Book[] {
  const titles = random.shuffle(
    WORDS.first.flatMap((a) => WORDS.second.map((b) => `The ${a} ${b}`)),
  );
  const authorsGenre = Array.from(
    { length: AUTHORS },
    (_, i) => i % GENRES.length,
  );
  const places = random.shuffle(
    Array.from({ length: SERIES }, (_, i) => i + 1),
  );
  return titles.slice(0, SERIES).flatMap((title, series) => {
    const author = random.integer(AUTHORS);
    const genre = authorsGenre[author] ?? 0;
    const weight = (places[series] ?? 1) ** -ZIPF;
    return NUMERALS.map((numeral, part) => ({
      title: part === 0 ? title : `${title} ${numeral}`,
      genre,
      author,
      part,
      // Fewer readers reach a later part.
      weight: weight * 0.6 ** part,
    }));
  });
}

interface Loan {
  readonly user: number;
  readonly item: number;
  readonly time: number;
}

function lend(books: readonly Book[], random: Random): Loan[] {
  const loans: Loan[] = [];
  for (let user = 0; user < READERS; user += 1) {
    const likes = new Set(random.sample(GENRES.keys(), 2));
    const author = random.integer(AUTHORS);
    const pull = books.map(
      (book) =>
        book.weight *
        (likes.has(book.genre) ? GENRE_PULL : 1) *
        (book.author === author ? AUTHOR_PULL : 1),
    );
    const count = FEWEST_LOANS + random.integer(MORE_LOANS);
    let time = START + random.integer(500) * DAY;
    let last = -1;
    for (let loan = 0; loan < count; loan += 1) {
      last = nextBook(books, pull, last, random);
      // Nobody takes a book twice.
      pull[last] = 0;
      time += (1 + random.integer(20)) * DAY;
      loans.push({ user, item: last, time });
    }
  }
  return loans;
}

function nextBook(
  books: readonly Book[],
  pull: readonly number[],
  last: number,
  random: Random,
): number {
  const sequel = last + 1;
  const goesOn =
    last >= 0 &&
    (books[sequel]?.part ?? 0) > 0 &&
    (pull[sequel] ?? 0) > 0 &&
    random.uniform() < GOES_ON;
  if (goesOn) return sequel;
  let left = random.uniform() * pull.reduce((sum, weight) => sum + weight, 0);
  const found = pull.findIndex((weight) => {
    left -= weight;
    return weight > 0 && left <= 0;
  });
  return Math.max(0, found);
}

function genresOf(books: readonly Book[]): ItemWords {
  return {
    name: "genre",
    vocabulary: GENRES,
    start: Uint32Array.from({ length: books.length + 1 }, (_, i) => i),
    word: Uint32Array.from(books, ({ genre }) => genre),
  };
}

/** Books first, then genres, then authors; a later part continues the one before. */
function graphOf(books: readonly Book[]): Dataset["graph"] {
  const n = books.length;
  const facts = books.flatMap(({ genre, author, part }, book) => [
    [book, 0, n + genre],
    [book, 1, n + GENRES.length + author],
    ...(part > 0 ? [[book, 2, book - 1]] : []),
  ]);
  const column = (at: number) => Uint32Array.from(facts, (row) => row[at] ?? 0);
  const rows: Triples = {
    entities: n + GENRES.length + AUTHORS,
    relations: 3,
    head: column(0),
    relation: column(1),
    tail: column(2),
  };
  return {
    entities: [
      ...books.map((_, i) => `book-${i + 1}`),
      ...GENRES,
      ...Array.from({ length: AUTHORS }, (_, i) => `author-${i + 1}`),
    ],
    relations: ["has genre", "written by", "continues"],
    triples: { is: "whole", rows },
  };
}
