/**
 * Rows under new numbers. Ids are often given in the order of first appearance, so that an id tells when an item came
 * up; whatever a model or a tie could read from a row's number is gone after this.
 */
import type { Interactions, Triples } from "../domain/model.ts";
import type { Random } from "../domain/random.ts";
import type { Dataset, Given, ItemWords } from "./read/dataset.ts";

export function permuted(data: Dataset, random: Random): Dataset {
  const users = draw(data.users.length, random);
  const items = draw(data.items.length, random);
  const graph = data.graph && {
    ...data.graph,
    ...movedGraph(data, items, random),
  };
  return {
    ...data,
    users: moved(data.users, users),
    items: moved(data.items, items),
    titles: data.titles.length === 0 ? [] : moved(data.titles, items),
    interactions:
      data.interactions &&
      mapGiven(data.interactions, (rows) => ({
        ...rows,
        user: rows.user.map((row) => users[row] ?? 0),
        item: rows.item.map((row) => items[row] ?? 0),
      })),
    content: data.content.map((each) => ({
      ...each,
      values: movedRows(each.values, each.columns, items),
    })),
    words: data.words.map((each) => movedWords(each, items)),
    graph,
  };
}

/** `[n]` the new row of each old one. */
function draw(n: number, random: Random): Uint32Array {
  return Uint32Array.from(random.shuffle(Array(n).keys()));
}

function moved<T>(values: readonly T[], to: Uint32Array): T[] {
  const out = new Array<T>(values.length);
  values.forEach((value, row) => {
    out[to[row] ?? 0] = value;
  });
  return out;
}

function movedRows(
  values: Float32Array,
  columns: number,
  to: Uint32Array,
): Float32Array {
  const out = new Float32Array(values.length);
  to.forEach((target, row) => {
    out.set(
      values.subarray(row * columns, (row + 1) * columns),
      target * columns,
    );
  });
  return out;
}

function movedWords(words: ItemWords, to: Uint32Array): ItemWords {
  const lists: Uint32Array[] = [];
  to.forEach((target, row) => {
    lists[target] = words.word.subarray(words.start[row], words.start[row + 1]);
  });
  const start = new Uint32Array(words.start.length);
  const word = new Uint32Array(words.word.length);
  lists.forEach((list, row) => {
    word.set(list, start[row]);
    start[row + 1] = (start[row] ?? 0) + list.length;
  });
  return { ...words, start, word };
}

/** Items keep being the first entities; the others are drawn among themselves. */
function movedGraph(
  { graph, items }: Dataset,
  itemRows: Uint32Array,
  random: Random,
): Pick<NonNullable<Dataset["graph"]>, "entities" | "triples"> | null {
  if (graph === null) return null;
  const others = draw(graph.entities.length - items.length, random);
  const to = Uint32Array.from(graph.entities.keys(), (row) =>
    row < items.length
      ? (itemRows[row] ?? 0)
      : items.length + (others[row - items.length] ?? 0),
  );
  return {
    entities: moved(graph.entities, to),
    triples: mapGiven<Triples>(graph.triples, (rows) => ({
      ...rows,
      head: rows.head.map((row) => to[row] ?? 0),
      tail: rows.tail.map((row) => to[row] ?? 0),
    })),
  };
}

function mapGiven<T extends Interactions | Triples>(
  given: Given<T>,
  map: (rows: T) => T,
): Given<T> {
  if (given.is === "whole") return { is: "whole", rows: map(given.rows) };
  return {
    is: "parts",
    train: map(given.train),
    valid: given.valid && map(given.valid),
    test: map(given.test),
  };
}
