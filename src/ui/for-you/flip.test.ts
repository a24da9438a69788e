/** The geometry of re-flow: a card is first drawn where the eye last saw it. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { shiftBetween } from "./flip.ts";

const REST = { dx: 0, dy: 0 };

it("draws a card at rest where it was laid out before", () => {
  const shift = shiftBetween({ x: 10, y: 20 }, REST, { x: 110, y: 0 });
  expect(shift).toEqual({ dx: -100, dy: 20 });
});

it("draws a card on its way where the motion had it", () => {
  const px = fc.integer({ min: -2000, max: 2000 });
  fc.assert(
    fc.property(px, px, px, px, px, (x, y, dx, dy, to) => {
      const after = { x: to, y: -to };
      const shift = shiftBetween({ x, y }, { dx, dy }, after) ?? REST;
      expect(Math.abs(after.x + shift.dx - (x + dx))).toBeLessThan(1);
      expect(Math.abs(after.y + shift.dy - (y + dy))).toBeLessThan(1);
    }),
  );
});

it("does not move what stays", () => {
  expect(shiftBetween({ x: 5, y: 5 }, REST, { x: 5.4, y: 5 })).toBeNull();
});
