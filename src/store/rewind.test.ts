import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ms } from "../domain/brand.ts";
import { itemId } from "../domain/item.ts";
import {
  ratingsInForce,
  type EntryId,
  type LogEntry,
  type Rating,
  type RatingValue,
} from "../domain/rating.ts";
import { entriesTo } from "./rewind.ts";

/** Logs of a few items, so that ratings replace each other and are undone. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("rate" as const),
      item: fc.integer({ min: 0, max: 3 }),
      value: fc.constantFrom<RatingValue>("like", "dislike", "skip"),
    }),
    fc.record({
      kind: fc.constant("undo" as const),
      target: fc.integer({ min: 0, max: 20 }),
    }),
  ),
  { maxLength: 20 },
);

function logOf(plan: typeof steps extends fc.Arbitrary<infer T> ? T : never) {
  return plan.map((step, at): LogEntry => {
    const id = `e${at}` as EntryId;
    return step.kind === "rate"
      ? {
          kind: "rate",
          id,
          at: ms(at),
          item: itemId(`i${step.item}`),
          value: step.value,
        }
      : { kind: "undo", id, at: ms(at), target: `e${step.target}` as EntryId };
  });
}

let made = 0;
const making = {
  now: () => ms(1000),
  freshId: () => `new${(made += 1)}` as EntryId,
};
const words = (ratings: readonly Rating[]) =>
  ratings.map(({ item, value }) => `${item} ${value}`).sort();

describe("leading the log to other ratings", () => {
  it("reaches every earlier state by adding only", () => {
    fc.assert(
      fc.property(steps, fc.nat(), (plan, at) => {
        const log = logOf(plan);
        const wanted = ratingsInForce(log.slice(0, at % (log.length + 1)));
        const led = [...log, ...entriesTo(wanted, log, making)];
        expect(words(ratingsInForce(led))).toEqual(words(wanted));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it("adds nothing when nothing changes, and keeps the time of what comes back", () => {
    const log = logOf([
      { kind: "rate", item: 1, value: "like" },
      { kind: "rate", item: 2, value: "dislike" },
    ]);
    const all = ratingsInForce(log);
    expect(entriesTo(all, log, making)).toEqual([]);
    const without = [...log, ...entriesTo(all.slice(1), log, making)];
    const back = ratingsInForce([
      ...without,
      ...entriesTo(all, without, making),
    ]);
    expect(back.find(({ item }) => item === itemId("i1"))?.at).toBe(0);
  });
});
