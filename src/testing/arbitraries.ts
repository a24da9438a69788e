/** What a person may do to a log, as fast-check commands turned into data: rate, undo something, crash. */
import fc from "fast-check";
import type { RatingValue } from "../domain/rating.ts";

export type Act =
  | {
      readonly does: "rate";
      readonly item: number;
      readonly value: RatingValue;
    }
  /** Undoes the n-th entry so far, modulo their number. */
  | { readonly does: "undo"; readonly entry: number }
  /** The tab dies and the page is opened again. */
  | { readonly does: "crash" };

const rate = fc.record({
  does: fc.constant("rate" as const),
  // Few items, so that ratings of one item meet.
  item: fc.nat(5),
  value: fc.constantFrom<RatingValue[]>("like", "dislike", "skip"),
});
const undo = fc.record({
  does: fc.constant("undo" as const),
  entry: fc.nat(50),
});
const crash = fc.record({ does: fc.constant("crash" as const) });

export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: rate },
    { weight: 2, arbitrary: undo },
    { weight: 1, arbitrary: crash },
  ),
  { maxLength: 30 },
);

/** The same without crashes, for what never touches a database. */
export const ratingActs = acts.map((list) =>
  list.filter(({ does }) => does !== "crash"),
);
