/** Ratings as files that other programs read: CSV and JSON out, and either of them in. */
import * as v from "valibot";
import { BACKUP_LIMIT } from "../config/storage.ts";
import { ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import { itemId, type Item } from "../domain/item.ts";
import type { Rating, RatingValue } from "../domain/rating.ts";

export type RatingsFormat = "csv" | "json";

/** What was read, and what could not be. */
export interface ReadRatings {
  readonly ratings: readonly Omit<Rating, "entry">[];
  /** Rows whose item is not in this catalogue. */
  readonly unknown: number;
}

const COLUMNS = ["item", "title", "domain", "rating", "time"] as const;
const REMEDY = `Choose a CSV or JSON file with the columns ${COLUMNS.join(", ")}; item or title, and rating, are enough.`;

/** Papa Parse comes with the first file; a visit without one does not need it. */
const parser = () => import("papaparse");

export async function writeRatings(
  ratings: readonly Rating[],
  itemOf: (id: Rating["item"]) => Item | undefined,
  format: RatingsFormat,
): Promise<Blob> {
  const rows = ratings.map(({ item, value, at }) => ({
    item,
    title: itemOf(item)?.title ?? "",
    domain: itemOf(item)?.domain ?? "",
    rating: value,
    time: new Date(at).toISOString(),
  }));
  if (format === "json")
    return new Blob([JSON.stringify(rows, null, 2)], {
      type: "application/json",
    });
  const { default: papa } = await parser();
  // A title that starts like a formula must not become one in a spreadsheet.
  const text = papa.unparse(
    { fields: [...COLUMNS], data: rows },
    { escapeFormulae: true, newline: "\r\n" },
  );
  return new Blob([text], { type: "text/csv" });
}

const rowSchema = v.object({
  item: v.optional(v.string(), ""),
  title: v.optional(v.string(), ""),
  domain: v.optional(v.string(), ""),
  rating: v.picklist(["like", "dislike", "skip"]),
  time: v.optional(v.string(), ""),
}) satisfies v.GenericSchema<unknown, { rating: RatingValue }>;

/** @throws PalateError `bad-input` when it is no such file; rows of unknown items are counted and left out */
export async function readRatings(
  file: Blob,
  items: readonly Item[],
  now: number,
): Promise<ReadRatings> {
  if (file.size > BACKUP_LIMIT) throw refused("it is too large");
  const text = await file.text();
  const result = v.safeParse(v.array(rowSchema), await rowsIn(text));
  if (!result.success)
    throw refused(
      `"${v.getDotPath(result.issues[0]) ?? "file"}" is not as it should be`,
    );
  const find = finderOf(items);
  const ratings = result.output.flatMap((row) => {
    const item = find(row.item, row.title, row.domain);
    const at = Date.parse(row.time);
    return item
      ? [{ item, value: row.rating, at: ms(Number.isNaN(at) ? now : at) }]
      : [];
  });
  return { ratings, unknown: result.output.length - ratings.length };
}

async function rowsIn(text: string): Promise<unknown> {
  if (/^\s*\[/.test(text)) {
    try {
      const rows: unknown = JSON.parse(text);
      return rows;
    } catch (cause) {
      throw refused("it is not a whole JSON file", cause);
    }
  }
  const { default: papa } = await parser();
  const { data, errors } = papa.parse<Record<string, unknown>>(text, {
    header: true,
    skipEmptyLines: true,
  });
  const fault = errors.find(({ code }) => code !== "UndetectableDelimiter");
  if (fault) throw refused(`${fault.message} (row ${fault.row ?? 0})`);
  return data;
}

/** By id; by title and domain; or by a title that only one item has. Ours are escaped against formulas. */
function finderOf(items: readonly Item[]) {
  const byId = new Map(items.map((item) => [String(item.id), item.id]));
  const byTitle = new Map<string, Item[]>();
  for (const item of items) {
    const key = item.title.toLowerCase();
    byTitle.set(key, [...(byTitle.get(key) ?? []), item]);
  }
  return (id: string, title: string, domain: string) => {
    const known = byId.get(id);
    if (known !== undefined) return known;
    const named = byTitle.get(title.replace(/^'/, "").toLowerCase()) ?? [];
    const fitting =
      domain === "" ? named : named.filter((item) => item.domain === domain);
    return fitting.length === 1 && fitting[0]
      ? itemId(fitting[0].id)
      : undefined;
  };
}

function refused(why: string, cause?: unknown): PalateError {
  return new PalateError(
    "bad-input",
    `These ratings were not taken: ${why}.`,
    REMEDY,
    { cause },
  );
}
