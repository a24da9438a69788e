/** The window over a long list: whatever can be seen exists, and little more. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { rowsNear } from "./rows-near.ts";

it("holds every row that can be seen, and a bounded number of others", () => {
  const view = fc.record({
    scrolled: fc.integer({ min: 0, max: 100_000 }),
    height: fc.integer({ min: 100, max: 3000 }),
    top: fc.integer({ min: 0, max: 900 }),
    row: fc.integer({ min: 40, max: 500 }),
    count: fc.integer({ min: 0, max: 1000 }),
    beyond: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(view, (one) => {
      const { first, end } = rowsNear(one);
      for (let index = 0; index < one.count; index++) {
        const from = one.top + index * one.row;
        const seen =
          from + one.row > one.scrolled && from < one.scrolled + one.height;
        if (seen) expect(index >= first && index < end).toBe(true);
      }
      const most = one.height / one.row + 2 * one.beyond + 3;
      expect(end - first).toBeLessThanOrEqual(most);
    }),
  );
});

it("has no row before the list is measured", () => {
  const unmeasured = { scrolled: 0, height: 900, top: 0, row: 0 };
  expect(rowsNear({ ...unmeasured, count: 9, beyond: 2 })).toEqual({
    first: 0,
    end: 0,
  });
});
