/** Columns that grow while a file is read, and ids that become rows. */
import { MOST_IDS } from "../../config/reading.ts";
import { wrongLine } from "./file.ts";

type Numbers = Uint32Array | Float32Array | Float64Array;

const FIRST_LENGTH = 1024;

/** A typed array that is pushed to; `done` gives the part in use. */
class Growing<T extends Numbers> {
  readonly #make: (length: number) => T;
  #values: T;
  length = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#values = make(FIRST_LENGTH);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const longer = this.#make(this.length * 2);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  done(): T {
    return this.#values.slice(0, this.length) as T;
  }
}

export const growingRows = () => new Growing((n) => new Uint32Array(n));
export const growingFloats = () => new Growing((n) => new Float32Array(n));
export const growingTimes = () => new Growing((n) => new Float64Array(n));

/** Gives every new id the next row. */
export class Ids {
  readonly #rows = new Map<string, number>();
  /** What the ids name, in the plural, for the message when there are too many. */
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  get count(): number {
    return this.#rows.size;
  }

  /** The row of an id, a new one when it was not seen before. */
  row(id: string, file: string, line: number): number {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    if (id === "") {
      throw wrongLine(
        file,
        line,
        `an id of the ${this.#kind} is missing.`,
        "Give every row its id, or take the row out.",
      );
    }
    const row = this.#rows.size;
    if (row >= MOST_IDS) {
      throw wrongLine(
        file,
        line,
        `more than ${MOST_IDS} different ${this.#kind} cannot be held here.`,
        "Give a part of the data.",
      );
    }
    this.#rows.set(id, row);
    return row;
  }

  find(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** All ids by row. */
  list(): readonly string[] {
    return [...this.#rows.keys()];
  }
}

/** A number as a person writes it; an empty cell or a word is refused with its place. */
export function numberIn(
  cell: string,
  column: string,
  file: string,
  line: number,
): number {
  const value = Number(cell);
  if (Number.isFinite(value) && cell.trim() !== "") return value;
  const shown = cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
  throw wrongLine(
    file,
    line,
    `“${shown}” in column ${column} is no number.`,
    "Write numbers with a point, without units; take out rows that have none.",
  );
}
