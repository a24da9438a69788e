import { describe, expect, it } from "vitest";
import { ms } from "../../domain/brand.ts";
import { itemId } from "../../domain/item.ts";
import type { EntryId } from "../../domain/rating.ts";
import { periodsOf } from "./periods.ts";

const HOUR = 3_600_000;
const noon = new Date(2026, 5, 15, 12).getTime();
const ago = (hours: number) => ({
  item: itemId(`${hours}`),
  value: "like" as const,
  at: ms(noon - hours * HOUR),
  entry: `${hours}` as EntryId,
});

describe("periods", () => {
  it("hold each rating once, by the calendar day, and are named only when they hold one", () => {
    const periods = periodsOf(
      [ago(1), ago(11), ago(13), ago(24 * 7), ago(24 * 20), ago(24 * 400)],
      noon,
    );
    expect(periods.map(({ name, ratings }) => [name, ratings.length])).toEqual([
      ["today", 2],
      ["week", 2],
      ["month", 1],
      ["older", 1],
    ]);
    expect(periodsOf([ago(24 * 20)], noon).map(({ name }) => name)).toEqual([
      "month",
    ]);
  });
});
