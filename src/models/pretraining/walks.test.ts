import { expect, test } from "vitest";
import { createRandom } from "../../device/random.ts";
import { entriesOf, sparseRows } from "../../math/sparse.ts";
import { createWalker } from "./walks.ts";

/** Items 0-2 share concept 0, items 2-3 share concept 1, item 4 has nothing, item 5 a concept of its own. */
const CONCEPTS = sparseRows(
  [
    new Map([[0, 1]]),
    new Map([[0, 1]]),
    new Map([
      [0, 0.1],
      [1, 0.9],
    ]),
    new Map([[1, 1]]),
    new Map(),
    new Map([[2, 1]]),
  ],
  3,
);

const columnsOf = (row: number): number[] =>
  [...entriesOf(CONCEPTS, row)].map(([column]) => column);

test("each step of a walk shares a concept with the one before, and moves", () => {
  const walker = createWalker(CONCEPTS);
  const random = createRandom(1);
  for (let k = 0; k < 200; k += 1) {
    const rows = walker.walk(6, random);
    expect(rows).not.toContain(4);
    rows.slice(1).forEach((row, at) => {
      const before = rows[at] ?? -1;
      expect(row).not.toBe(before);
      const shared = columnsOf(row).filter((c) =>
        columnsOf(before).includes(c),
      );
      expect(shared.length).toBeGreaterThan(0);
    });
  }
});

test("a heavier concept is taken more often", () => {
  const walker = createWalker(CONCEPTS);
  const random = createRandom(2);
  const next = [0, 0, 0, 0];
  for (let k = 0; k < 4000; k += 1) {
    const [first, second] = walker.walk(2, random);
    if (first === 2 && second !== undefined)
      next[second] = (next[second] ?? 0) + 1;
  }
  const all = next.reduce((sum, count) => sum + count, 0);
  // Concept 1 has nine tenths of item 2's weight, and leads to item 3 alone.
  expect((next[3] ?? 0) / all).toBeGreaterThan(0.85);
  expect((next[3] ?? 0) / all).toBeLessThan(0.95);
});

test("a walk ends where the graph ends, and the seed decides it", () => {
  const walker = createWalker(CONCEPTS);
  const lonely = createWalker(sparseRows([new Map([[0, 1]])], 1));
  expect(lonely.walk(5, createRandom(1))).toEqual([0]);
  expect(walker.walk(5, createRandom(7))).toEqual(
    walker.walk(5, createRandom(7)),
  );
  const nothing = createWalker(sparseRows([new Map()], 1));
  expect(nothing.walk(5, createRandom(1))).toEqual([]);
});
