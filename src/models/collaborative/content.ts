/** Everything that is known of items as one sparse matrix: attributes as ones, encoder outputs as they are. */
import type {
  ItemAttributes,
  ItemContent,
  TrainingData,
} from "../../domain/model.ts";
import { sparseRows, type SparseRows } from "../../math/sparse.ts";

/** `[N, C]`, each item's attributes scaled to length 1 a kind; at least one column, so that it can be a matrix. */
export function contentRows({
  interactions,
  attributes = [],
  content,
}: TrainingData): SparseRows {
  const rows = Array.from(
    { length: interactions.items },
    () => new Map<number, number>(),
  );
  let column = 0;
  for (const each of attributes) {
    addAttributes(rows, each, column);
    column += each.count;
  }
  for (const each of content) {
    addVectors(rows, each, column);
    column += each.columns;
  }
  return sparseRows(rows, Math.max(1, column));
}

function addAttributes(
  rows: readonly Map<number, number>[],
  { start, word }: ItemAttributes,
  first: number,
): void {
  rows.forEach((row, item) => {
    const own = word.subarray(start[item], start[item + 1]);
    for (const each of own) row.set(first + each, 1 / Math.sqrt(own.length));
  });
}

function addVectors(
  rows: readonly Map<number, number>[],
  { columns, values }: ItemContent,
  first: number,
): void {
  rows.forEach((row, item) => {
    for (let j = 0; j < columns; j += 1) {
      const value = values[item * columns + j] ?? 0;
      if (value !== 0) row.set(first + j, value);
    }
  });
}
