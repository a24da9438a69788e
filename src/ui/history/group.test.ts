/** History's order: newest day first, newest rating of a day first, the filter keeps one kind. */
import { expect, it } from "vitest";
import { ms } from "../../domain/brand.ts";
import { itemId } from "../../domain/item.ts";
import type { EntryId, Rating, RatingValue } from "../../domain/rating.ts";
import { byDay } from "./group.ts";

const rating = (name: string, at: Date, value: RatingValue): Rating => ({
  item: itemId(name),
  value,
  at: ms(at.getTime()),
  entry: name as EntryId,
});
const ratings = [
  rating("a", new Date(2026, 10, 20, 9), "like"),
  rating("b", new Date(2026, 10, 20, 23, 59), "skip"),
  rating("c", new Date(2026, 10, 21, 0, 1), "like"),
];
const names = (filter: Parameters<typeof byDay>[1]) =>
  byDay(ratings, filter).map((day) => day.ratings.map(({ item }) => item));

it("groups by local day, newest first", () => {
  expect(names("all")).toEqual([["c"], ["b", "a"]]);
});

it("leaves out days without a rating of the kind asked for", () => {
  expect(names("skip")).toEqual([["b"]]);
  expect(names("dislike")).toEqual([]);
});
