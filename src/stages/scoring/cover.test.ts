import { describe, expect, it } from "vitest";
import { sparseRows } from "../../math/sparse.ts";
import { coverOrder, type CoverItem } from "./cover.ts";

const GROUPS = 6;
const SIZE = 10;
const DOMAIN = ["places", "films", "sounds"] as const;

/** Items of group g have concept g; groups are dealt over three domains. */
const concepts = sparseRows(
  Array.from(
    { length: GROUPS * SIZE },
    (_, i) => new Map([[Math.floor(i / SIZE), 1]]),
  ),
  GROUPS,
);
const items: CoverItem[] = Array.from({ length: GROUPS * SIZE }, (_, i) => ({
  domain: DOMAIN[Math.floor(i / SIZE) % 3] ?? "films",
  familiarity: (i % SIZE) / SIZE,
  pictured: true,
}));
const groupOf = (row: number): number => Math.floor(row / SIZE);

describe("cover order", () => {
  it("opens every concept once before any concept twice", () => {
    const first = coverOrder(concepts, items, GROUPS).map(groupOf);
    expect(new Set(first).size).toBe(GROUPS);
  });

  it("represents a concept by its best known item", () => {
    for (const row of coverOrder(concepts, items, GROUPS))
      expect(row % SIZE).toBe(SIZE - 1);
  });

  it("takes turns between the domains", () => {
    const domains = coverOrder(concepts, items, 3).map(
      (row) => items[row]?.domain,
    );
    expect(new Set(domains).size).toBe(3);
  });

  it("does not open again what was seen, and never shows what is closed", () => {
    const order = coverOrder(
      concepts,
      items,
      GROUPS - 1,
      [5],
      (row) => groupOf(row) !== 1,
    );
    expect(order).not.toContain(5);
    expect(order.slice(0, GROUPS - 2).map(groupOf)).not.toContain(0);
    expect(order.map(groupOf)).not.toContain(1);
  });
});
