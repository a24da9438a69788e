/** A thinned waveform keeps its loudest moments and never grows. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { thin } from "./thin.ts";

it("keeps the loudest peak and has at most the wished number of bars", () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
      fc.integer({ min: 1, max: 48 }),
      (peaks, count) => {
        const few = thin(peaks, count);
        expect(few.length).toBe(Math.min(peaks.length, count));
        expect(Math.max(...few)).toBe(Math.max(...peaks));
      },
    ),
  );
});
