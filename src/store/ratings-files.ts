/** Ratings out as a file, and in from one: what is here already is not added again. */
import { now } from "../device/clock.ts";
import { freshId } from "../device/random.ts";
import type { EntryId, LogEntry } from "../domain/rating.ts";
import type { Desk } from "./desk.ts";
import type { RatingsFormat } from "./ratings-file.ts";
import type { Ratings } from "./ratings.ts";
import type { ImportedRatings } from "./state.ts";

/** Loaded with the first file. */
const format = () => import("./ratings-file.ts");

export class RatingsFiles {
  readonly #desk: Desk;
  readonly #ratings: Ratings;

  constructor(desk: Desk, ratings: Ratings) {
    this.#desk = desk;
    this.#ratings = ratings;
  }

  async export(kind: RatingsFormat): Promise<Blob> {
    const { writeRatings } = await format();
    const { ratings, rows, catalogue } = this.#desk.get();
    const itemOf = (id: (typeof ratings)[number]["item"]) =>
      catalogue?.items[rows.get(id) ?? -1];
    return writeRatings(ratings, itemOf, kind);
  }

  async import(file: Blob): Promise<ImportedRatings> {
    const { readRatings } = await format();
    const { ratings, catalogue } = this.#desk.get();
    const read = await readRatings(file, catalogue?.items ?? [], now());
    const inForce = new Map(ratings.map(({ item, value }) => [item, value]));
    const fresh = read.ratings.filter(
      ({ item, value }) => inForce.get(item) !== value,
    );
    await this.#ratings.append(
      fresh.map(({ item, value, at }): LogEntry => ({
        kind: "rate",
        id: freshId() as EntryId,
        at,
        item,
        value,
      })),
    );
    return {
      added: fresh.length,
      known: read.ratings.length - fresh.length,
      unknown: read.unknown,
    };
  }
}
