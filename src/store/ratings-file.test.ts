import { describe, expect, it } from "vitest";
import { ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import type { Item } from "../domain/item.ts";
import type { EntryId, Rating } from "../domain/rating.ts";
import { tinyCatalogue } from "../testing/catalogue.ts";
import { readRatings, writeRatings } from "./ratings-file.ts";

const { items } = tinyCatalogue();
const [first, second] = items;
const item = (one: Item | undefined) => one?.id ?? expect.fail("no item");
const ratings: Rating[] = [
  {
    item: item(first),
    value: "like",
    at: ms(1_700_000_000_000),
    entry: "a" as EntryId,
  },
  {
    item: item(second),
    value: "skip",
    at: ms(1_700_000_001_000),
    entry: "b" as EntryId,
  },
];
const itemOf = (id: string) => items.find((one) => one.id === id);
const bare = ratings.map(({ item: of, value, at }) => ({
  item: of,
  value,
  at,
}));
const read = (text: string, among: readonly Item[] = items) =>
  readRatings(new Blob([text]), among, 5);

describe("ratings as files", () => {
  for (const format of ["csv", "json"] as const)
    it(`come back from ${format} as they were`, async () => {
      const file = await writeRatings(ratings, itemOf, format);
      expect(await readRatings(file, items, 5)).toEqual({
        ratings: bare,
        unknown: 0,
      });
    });

  it("are understood by title alone, and what nobody knows is counted", async () => {
    const title = first?.title.toUpperCase() ?? "";
    const text = `title,rating\n${title},dislike\nNo such thing,like\n`;
    expect(await read(text)).toEqual({
      ratings: [{ item: item(first), value: "dislike", at: 5 }],
      unknown: 1,
    });
  });

  it("never become a formula", async () => {
    const dangerous = { ...(first ?? expect.fail()), title: "=1+1" };
    const file = await writeRatings(
      ratings.slice(0, 1),
      () => dangerous,
      "csv",
    );
    expect(await file.text()).toMatch(/'=1\+1/);
  });

  it("are refused with a reason", async () => {
    for (const text of [
      "title,rating\nx,love\n",
      '[{"rating": "like"',
      '[{"title": "x"}]',
    ]) {
      const error = await read(text).catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(PalateError);
      expect((error as PalateError).remedy).toContain("CSV");
    }
  });
});
