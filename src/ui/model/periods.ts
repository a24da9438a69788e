/** Ratings by how long ago they were made, each in one period only; empty periods are left out. */
import type { Rating } from "../../domain/rating.ts";
import { now } from "../../device/clock.ts";
import { dayOf } from "../format.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export type PeriodName = "today" | "week" | "month" | "older";

export interface Period {
  readonly name: PeriodName;
  readonly ratings: readonly Rating[];
}

/** Days before today at which the period begins. */
const BEGINS: readonly (readonly [PeriodName, number])[] = [
  ["today", 0],
  ["week", 7],
  ["month", 30],
  ["older", Infinity],
];

export function periodsOf(
  ratings: readonly Rating[],
  at: number = now(),
): readonly Period[] {
  const today = dayOf(at);
  const periodOf = (rating: Rating): PeriodName =>
    BEGINS.find(([, days]) => rating.at >= today - days * DAY_MS)?.[0] ??
    "older";
  return BEGINS.map(([name]) => ({
    name,
    ratings: ratings.filter((rating) => periodOf(rating) === name),
  })).filter((period) => period.ratings.length > 0);
}
