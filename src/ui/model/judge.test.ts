/** What the Model page claims of a report, and the bound of its error. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, ms } from "../../domain/brand.ts";
import type { LogPosition } from "../../domain/rating.ts";
import type { TuneReport } from "../../domain/adapter.ts";
import { errorBound, gainOf, verdictOf } from "./judge.ts";

const report = (
  heldOut: Partial<TuneReport["heldOut"]>,
  kept = true,
): TuneReport => ({
  logPosition: 1 as LogPosition,
  likes: 5,
  dislikes: 1,
  loss: [1, 0.5],
  heldOut: { metric: "NDCG@20", base: 0.4, tuned: 0.5, count: 5, ...heldOut },
  kept,
  parameters: 10,
  bytes: bytes(10),
  took: ms(10),
});

describe("verdictOf", () => {
  it("names what happened", () => {
    expect(verdictOf(report({}))).toBe("kept");
    expect(verdictOf(report({ tuned: 0.401 }))).toBe("same");
    expect(verdictOf(report({ count: 0 }))).toBe("none");
    expect(verdictOf(report({ tuned: 0.2 }, false))).toBe("back");
  });

  it("measures the gain against the base", () => {
    expect(gainOf(report({}).heldOut)).toBeCloseTo(0.25);
    expect(gainOf(report({ base: 0, tuned: 0 }).heldOut)).toBe(0);
  });
});

describe("errorBound", () => {
  it("is never below the standard error of values in [0, 1]", () => {
    const unit = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1 }), (values) => {
        const count = values.length;
        const mean = values.reduce((sum, one) => sum + one, 0) / count;
        const variance =
          values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / count;
        expect(errorBound(mean, count)).toBeGreaterThanOrEqual(
          Math.sqrt(variance / count) - 1e-9,
        );
      }),
    );
  });
});
