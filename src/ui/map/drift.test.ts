import { describe, expect, it } from "vitest";
import { ms } from "../../domain/brand.ts";
import { itemId } from "../../domain/item.ts";
import type { EntryId, RatingValue } from "../../domain/rating.ts";
import { driftOf, wordNear } from "./drift.ts";

const rated = (item: string, value: RatingValue = "like") => ({
  item: itemId(item),
  value,
  at: ms(0),
  entry: item as EntryId,
});
const PLACES: Readonly<Record<string, { x: number; y: number }>> = {
  west: { x: -1, y: 0 },
  east: { x: 1, y: 0 },
};
const path = (...ratings: ReturnType<typeof rated>[]) =>
  driftOf(ratings, (item) => PLACES[item]);

describe("the drift of a taste", () => {
  it("starts at the first like and leaves out what was not liked", () => {
    expect(path(rated("east", "dislike"), rated("west"))).toEqual([
      PLACES["west"],
    ]);
    expect(path(rated("nowhere"))).toEqual([]);
  });

  it("moves towards what was liked last", () => {
    const [, second] = path(rated("west"), rated("east"));
    expect(second?.x).toBeGreaterThan(0);
    expect(second?.x).toBeLessThan(0.2);
    const long = path(
      rated("west"),
      ...Array.from({ length: 30 }, () => rated("east")),
    );
    expect(long.at(-1)?.x).toBeGreaterThan(0.9);
  });

  it("is named after the nearest plain word", () => {
    const labels = [
      { text: "birds", x: 0, y: 0, level: 0 },
      { text: "finches", x: 0.4, y: 0, level: 3 },
      { text: "operas", x: 1, y: 0, level: 1 },
    ];
    expect(wordNear(labels, { x: 0.45, y: 0 })).toBe("birds");
    expect(wordNear(labels, { x: 0.6, y: 0 })).toBe("operas");
    expect(wordNear([], { x: 0, y: 0 })).toBeUndefined();
  });
});
