/** What is known of items beside who took them: titles, words and numbers, gathered by row of the item. */
import type { ItemContent } from "../../domain/model.ts";
import { eachAtomicRow, type Field } from "./atomic.ts";
import { Ids, numberIn } from "./columns.ts";
import type { ItemWords } from "./dataset.ts";
import { wrongLine, type DataFile } from "./file.ts";
import type { ReadingOptions } from "./rows.ts";

/** Columns that hold a name to show rather than words to learn from. */
const TITLE = /(^|_)(title|name)$/;

export interface Features {
  readonly titles: readonly string[];
  readonly words: readonly ItemWords[];
  readonly content: readonly ItemContent[];
}

export const noTitles = (items: number): string[] =>
  Array.from({ length: items }, () => "");

/** Words of one kind for `items` items, given in any order. */
export class WordColumn {
  readonly #name: string;
  readonly #vocabulary: Ids;
  readonly #ofItem: (readonly number[])[];

  constructor(name: string, items: number) {
    this.#name = name;
    this.#vocabulary = new Ids(name);
    this.#ofItem = Array.from({ length: items }, () => []);
  }

  set(
    item: number,
    words: readonly string[],
    file: string,
    line: number,
  ): void {
    this.#ofItem[item] = words
      .filter((word) => word !== "")
      .map((word) => this.#vocabulary.row(word, file, line));
  }

  done(): ItemWords {
    const start = new Uint32Array(this.#ofItem.length + 1);
    for (const [item, words] of this.#ofItem.entries()) {
      start[item + 1] = (start[item] ?? 0) + words.length;
    }
    return {
      name: this.#name,
      vocabulary: this.#vocabulary.list(),
      start,
      word: Uint32Array.from(this.#ofItem.flat()),
    };
  }
}

/** Numbers of one kind; the first row says how many there are. */
class NumberColumn {
  readonly #name: string;
  readonly #items: number;
  #width = 0;
  #values = new Float32Array();

  constructor(name: string, items: number) {
    this.#name = name;
    this.#items = items;
  }

  set(item: number, cell: string, file: string, line: number): void {
    const cells = cell.split(" ").filter((part) => part !== "");
    if (cells.length === 0) return;
    if (this.#width === 0) {
      this.#width = cells.length;
      this.#values = new Float32Array(this.#items * this.#width);
    }
    if (cells.length !== this.#width) {
      throw wrongLine(
        file,
        line,
        `${this.#name} has ${cells.length} numbers and ${this.#width} before.`,
        "Give every item equally many numbers, or none.",
      );
    }
    for (const [at, part] of cells.entries()) {
      const value = numberIn(part, this.#name, file, line);
      this.#values[item * this.#width + at] = value;
    }
  }

  done(): ItemContent {
    return { name: this.#name, columns: this.#width, values: this.#values };
  }
}

/** `.item` of RecBole. Items that nobody took are left out: they have no row. */
export async function readItems(
  file: DataFile,
  items: Ids,
  options?: ReadingOptions,
): Promise<Features> {
  const titles = noTitles(items.count);
  const words: WordColumn[] = [];
  const numbers: NumberColumn[] = [];
  await eachAtomicRow(
    file,
    (fields) => {
      const id = fields.findIndex(({ name }) => name === "item_id");
      if (id === -1) {
        const remedy = "Name the column of the items item_id:token.";
        throw wrongLine(file.name, 1, "the header has no item_id.", remedy);
      }
      const setters = fields.map((field, column) =>
        column === id ? null : setterOf(field),
      );
      return (cells, line) => {
        const item = items.find(cells[id] ?? "");
        if (item === undefined) return;
        for (const [column, set] of setters.entries())
          set?.(item, cells[column] ?? "", line);
      };
    },
    options,
  );
  return {
    titles,
    words: words.map((column) => column.done()),
    content: numbers
      .map((column) => column.done())
      .filter(({ columns }) => columns > 0),
  };

  function setterOf({ name, type }: Field) {
    if (type === "float" || type === "float_seq") {
      const column = new NumberColumn(name, items.count);
      numbers.push(column);
      return (item: number, cell: string, line: number) => {
        column.set(item, cell, file.name, line);
      };
    }
    if (TITLE.test(name)) {
      return (item: number, cell: string) => {
        titles[item] = cell;
      };
    }
    const column = new WordColumn(name, items.count);
    words.push(column);
    return (item: number, cell: string, line: number) => {
      const list = type === "token_seq" ? cell.split(" ") : [cell];
      column.set(item, list, file.name, line);
    };
  }
}
