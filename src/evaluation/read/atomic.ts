/**
 * RecBole's atomic files (https://recbole.io/docs/user_guide/data/atomic_files.html): tab-separated, with a header
 * of `name:type`, in which a sequence is separated by spaces. Item features are in ./features.ts.
 */
import { growingRows, Ids, numberIn } from "./columns.ts";
import type { DataGraph, Given } from "./dataset.ts";
import { wrongLine, type DataFile } from "./file.ts";
import { Gathered, mapGiven, type Known } from "./gather.ts";
import { eachRow, TABS, type ReadingOptions } from "./rows.ts";

const TYPES = ["token", "token_seq", "float", "float_seq"] as const;

export interface Field {
  readonly name: string;
  readonly type: (typeof TYPES)[number];
}

/** Reads an atomic file: `begin` sees the header once and returns what takes the rows. */
export async function eachAtomicRow(
  file: DataFile,
  begin: (
    fields: readonly Field[],
  ) => (cells: readonly string[], line: number) => void,
  options?: ReadingOptions,
): Promise<void> {
  let width = 0;
  let take: ((cells: readonly string[], line: number) => void) | undefined;
  await eachRow(
    file,
    TABS,
    (cells, line) => {
      if (take === undefined) {
        width = cells.length;
        take = begin(fieldsOf(cells, file.name, line));
        return;
      }
      if (cells.length !== width) {
        throw wrongLine(
          file.name,
          line,
          `the row has ${cells.length} of ${width} columns.`,
          "Separate the columns by one tab each, as in the header.",
        );
      }
      take(cells, line);
    },
    options,
  );
}

function fieldsOf(
  cells: readonly string[],
  file: string,
  line: number,
): Field[] {
  return cells.map((cell) => {
    const [name = "", type] = cell.trim().split(":");
    const known = TYPES.find((candidate) => candidate === type);
    if (known !== undefined && name !== "") return { name, type: known };
    throw wrongLine(
      file,
      line,
      `“${cell.slice(0, 60)}” is no column of an atomic file.`,
      "Write the first line as name:type separated by tabs, for example user_id:token.",
    );
  });
}

/** Where a column is, or an error that says that the header lacks it. */
function place(
  fields: readonly Field[],
  names: readonly string[],
  file: string,
): number {
  const found = fields.findIndex(({ name }) => names.includes(name));
  if (found !== -1) return found;
  throw wrongLine(
    file,
    1,
    `the header has no column ${names.join(" or ")}.`,
    `Name the column ${names[0]}:token.`,
  );
}

export async function readInteractions(
  file: DataFile,
  { users, items }: Known,
  options?: ReadingOptions,
): Promise<Gathered> {
  const rows = new Gathered();
  await eachAtomicRow(
    file,
    (fields) => {
      const user = place(fields, ["user_id", "session_id"], file.name);
      const item = place(fields, ["item_id"], file.name);
      const value = fields.findIndex(({ name }) =>
        /^(rating|label)$/.test(name),
      );
      const time = fields.findIndex(({ name }) => name === "timestamp");
      const number = (
        cells: readonly string[],
        column: number,
        line: number,
      ) =>
        column === -1
          ? undefined
          : numberIn(
              cells[column] ?? "",
              fields[column]?.name ?? "",
              file.name,
              line,
            );
      return (cells, line) => {
        rows.add(
          users.row(cells[user] ?? "", file.name, line),
          items.row(cells[item] ?? "", file.name, line),
          number(cells, value, line),
          number(cells, time, line),
        );
      };
    },
    options,
  );
  return rows;
}

/** `.link`: which entity each item is. Links of items that nobody took lead nowhere. */
export async function readLinks(
  file: DataFile,
  items: Ids,
  options?: ReadingOptions,
): Promise<ReadonlyMap<string, number>> {
  const rowOf = new Map<string, number>();
  await eachAtomicRow(
    file,
    (fields) => {
      const item = place(fields, ["item_id"], file.name);
      const entity = place(fields, ["entity_id"], file.name);
      return (cells) => {
        const row = items.find(cells[item] ?? "");
        const id = cells[entity] ?? "";
        if (row !== undefined && !rowOf.has(id)) rowOf.set(id, row);
      };
    },
    options,
  );
  return rowOf;
}

/** Without links an entity with an item's id is that item. */
export async function readGraph(
  files: Given<DataFile>,
  items: Ids,
  links: ReadonlyMap<string, number> | null,
  options?: ReadingOptions,
): Promise<DataGraph> {
  const others = new Ids("entities");
  const relations = new Ids("relations");
  const entity = (id: string, file: string, line: number): number => {
    const item = links === null ? items.find(id) : links.get(id);
    return item ?? items.count + others.row(id, file, line);
  };
  const read = async (file: DataFile) => {
    const [head, relation, tail] = [
      growingRows(),
      growingRows(),
      growingRows(),
    ];
    await eachAtomicRow(
      file,
      (fields) => {
        const from = place(fields, ["head_id"], file.name);
        const by = place(fields, ["relation_id"], file.name);
        const to = place(fields, ["tail_id"], file.name);
        return (cells, line) => {
          head.push(entity(cells[from] ?? "", file.name, line));
          relation.push(relations.row(cells[by] ?? "", file.name, line));
          tail.push(entity(cells[to] ?? "", file.name, line));
        };
      },
      options,
    );
    return { head: head.done(), relation: relation.done(), tail: tail.done() };
  };
  const columns = await inTurn(files, read);
  const entities = [...items.list(), ...others.list()];
  const triples = mapGiven(columns, (piece) => ({
    entities: entities.length,
    relations: relations.count,
    ...piece,
  }));
  return { entities, relations: relations.list(), triples };
}

/** Reads one file after the other, so that ids keep the order of train, valid, test. */
export async function inTurn<R>(
  files: Given<DataFile>,
  read: (file: DataFile) => Promise<R>,
): Promise<Given<R>> {
  if (files.is === "whole")
    return { is: "whole", rows: await read(files.rows) };
  const train = await read(files.train);
  const valid = files.valid === null ? null : await read(files.valid);
  return { is: "parts", train, valid, test: await read(files.test) };
}
