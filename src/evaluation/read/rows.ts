/**
 * Text to rows of cells, streaming: a file is never whole in memory. Knows separators, quotation marks (RFC 4180)
 * and encodings, and nothing of what the cells mean.
 */
import { LONGEST_LINE, MOST_ROWS } from "../../config/reading.ts";
import { PalateError } from "../../domain/errors.ts";
import { checkSize, wrongLine, type DataFile } from "./file.ts";

export interface Dialect {
  /** One or more characters: `\t`, `,`, `|`, `::`. */
  readonly separator: string;
  /** A cell may stand in quotation marks and then hold separators and line ends. */
  readonly quotes: boolean;
  /** The old MovieLens files are not UTF-8. */
  readonly encoding: "utf-8" | "windows-1252";
}

export const TABS: Dialect = {
  separator: "\t",
  quotes: false,
  encoding: "utf-8",
};

export const COMMAS: Dialect = {
  separator: ",",
  quotes: true,
  encoding: "utf-8",
};

export interface ReadingOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes read since the last call. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Takes a row and the line on which it begins, from 1. Returns `false` to read no further. */
export type OnRow = (cells: readonly string[], line: number) => false | void;

/** Calls `onRow` for every line that is not empty, in order. */
export async function eachRow(
  file: DataFile,
  dialect: Dialect,
  onRow: OnRow,
  { signal, onBytes }: ReadingOptions = {},
): Promise<void> {
  checkSize(file);
  const splitter = new Splitter(file.name, dialect, onRow);
  const decoder = new TextDecoder(dialect.encoding, { fatal: true });
  const reader = file.stream().getReader();
  try {
    while (!splitter.done) {
      if (signal?.aborted === true) {
        throw new PalateError("cancelled", `Reading ${file.name} was ended.`);
      }
      const { done, value } = await reader.read();
      splitter.take(decode(decoder, value, file.name, splitter.line));
      if (done || value === undefined) break;
      onBytes?.(value.byteLength);
    }
    splitter.end();
  } finally {
    await reader.cancel();
  }
}

function decode(
  decoder: TextDecoder,
  bytes: Uint8Array | undefined,
  file: string,
  line: number,
): string {
  try {
    return bytes === undefined
      ? decoder.decode()
      : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    const bad = bytes === undefined ? line : line + linesBefore(bytes);
    throw wrongLine(
      file,
      bad,
      "from here on there are bytes that are no UTF-8 text.",
      "Save the file as UTF-8 (a spreadsheet offers it as “CSV UTF-8”).",
      cause,
    );
  }
}

/** Whole lines of a chunk before the first that is no text; a line may begin in the chunk before. */
function linesBefore(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const isRest = (byte: number): boolean => byte >> 6 === 0b10;
  let from = bytes.findIndex((byte) => !isRest(byte));
  for (let lines = 0; ; lines += 1) {
    const end = bytes.indexOf(10, from);
    if (end === -1) return lines;
    try {
      decoder.decode(bytes.subarray(from, end));
    } catch {
      return lines;
    }
    from = end + 1;
  }
}

class Splitter {
  /** True when whoever takes the rows has enough. */
  done = false;
  /** The line that comes next. */
  line = 1;
  readonly #file: string;
  readonly #dialect: Dialect;
  readonly #onRow: OnRow;
  /** The end of the text so far, which may go on in the next chunk. */
  #rest = "";
  /** A record whose quotation mark is still open, and the line where it began. */
  #open: { readonly text: string; readonly line: number } | undefined;
  #rows = 0;

  constructor(file: string, dialect: Dialect, onRow: OnRow) {
    this.#file = file;
    this.#dialect = dialect;
    this.#onRow = onRow;
  }

  take(text: string): void {
    const whole = this.#rest + text;
    let from = 0;
    for (;;) {
      const end = whole.indexOf("\n", from);
      if (end === -1 || this.done) break;
      const last =
        whole.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end;
      this.#takeLine(whole.slice(from, last));
      from = end + 1;
    }
    this.#rest = whole.slice(from);
    if (this.#rest.length > LONGEST_LINE) this.#tooLong(this.line);
  }

  end(): void {
    if (this.done) return;
    if (this.#rest !== "") this.#takeLine(this.#rest);
    if (this.#open === undefined || this.done) return;
    throw wrongLine(
      this.#file,
      this.#open.line,
      "a quotation mark opens here and is never closed.",
      "Close it, or write it twice where it belongs to the text.",
    );
  }

  #takeLine(text: string): void {
    const line = this.#open?.line ?? this.line;
    this.line += 1;
    const record =
      this.#open === undefined ? text : `${this.#open.text}\n${text}`;
    if (record.length > LONGEST_LINE) this.#tooLong(line);
    if (record === "") return;
    const { separator, quotes } = this.#dialect;
    const quoted = quotes && record.includes('"');
    const cells = quoted
      ? splitQuoted(record, separator)
      : record.split(separator);
    if (cells === "open") {
      this.#open = { text: record, line };
      return;
    }
    this.#open = undefined;
    if (cells === "broken") {
      throw wrongLine(
        this.#file,
        line,
        "text follows a closing quotation mark.",
        "Put the whole cell in quotation marks, and write marks inside it twice.",
      );
    }
    this.#give(cells, line);
  }

  #give(cells: readonly string[], line: number): void {
    this.#rows += 1;
    if (this.#rows > MOST_ROWS) {
      throw wrongLine(
        this.#file,
        line,
        `more than ${MOST_ROWS} rows cannot be read here.`,
        "Give a part of the data.",
      );
    }
    if (this.#onRow(cells, line) === false) this.done = true;
  }

  #tooLong(line: number): never {
    throw wrongLine(
      this.#file,
      line,
      `the line has more than ${LONGEST_LINE} characters.`,
      "Check that this is a table of text with one row a line.",
    );
  }
}

/** RFC 4180: `open` when the record goes on in the next line, `broken` when a cell goes on behind its closing mark. */
function splitQuoted(
  record: string,
  separator: string,
): string[] | "open" | "broken" {
  const cells: string[] = [];
  for (let from = 0; ;) {
    if (record.charCodeAt(from) !== 34) {
      const end = record.indexOf(separator, from);
      cells.push(record.slice(from, end === -1 ? record.length : end));
      if (end === -1) return cells;
      from = end + separator.length;
      continue;
    }
    const close = closingMark(record, from + 1);
    if (close === -1) return "open";
    cells.push(record.slice(from + 1, close).replaceAll('""', '"'));
    from = close + 1;
    if (from === record.length) return cells;
    if (!record.startsWith(separator, from)) return "broken";
    from += separator.length;
  }
}

/** Where the mark stands that is not written twice, or -1. */
function closingMark(record: string, from: number): number {
  let mark = record.indexOf('"', from);
  while (mark !== -1 && record.charCodeAt(mark + 1) === 34) {
    mark = record.indexOf('"', mark + 2);
  }
  return mark;
}
