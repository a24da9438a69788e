import { describe, expect, it } from "vitest";
import { itemId } from "../../domain/item.ts";
import type { RatingPart } from "../../domain/ranking.ts";
import { chartsOf } from "./shares.ts";

function rating(index: number, adds: number): RatingPart {
  const item = itemId(`films:${index}`);
  return { item, adds, share: 0, through: "text" };
}

const explained = {
  byModality: { text: 1.5, image: -0.25, audio: 0.5, graph: 0.75 },
  byRating: [2, 1, -1, 0.5, 0.25, -0.125].map((adds, i) => rating(i, adds)),
  rest: -0.125,
  prior: -3,
};
const logit = 2.5 - 3;

const total = (rows: readonly { readonly value: number }[]): number =>
  rows.reduce((sum, { value }) => sum + value, 0);

describe("the charts of an explanation", () => {
  it("both sum to the score, whatever has no row of its own", () => {
    const { byModality, byRating } = chartsOf(explained);
    expect(total(byModality)).toBeCloseTo(logit, 12);
    expect(total(byRating)).toBeCloseTo(logit, 12);
    expect(byRating.map(({ is }) => is)).toEqual([
      "rating",
      "rating",
      "rating",
      "rating",
      "others",
      "prior",
    ]);
  });

  it("share one scale, so that a bar is as long in one as in the other", () => {
    const { byModality, byRating } = chartsOf(explained);
    expect(byModality.at(-1)?.length).toBe(1);
    expect(byRating[0]?.length).toBeCloseTo(2 / 3, 12);
    expect(byModality[0]?.length).toBeCloseTo(0.5, 12);
  });

  it("have no row for others when there are none", () => {
    const few = { ...explained, byRating: [rating(0, 2)], rest: 0 };
    expect(chartsOf(few).byRating.map(({ is }) => is)).toEqual([
      "rating",
      "prior",
    ]);
  });
});
