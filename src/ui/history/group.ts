/** Ratings newest first, in days. */
import type { Rating, RatingValue } from "../../domain/rating.ts";
import { dayOf } from "../format.ts";

export interface Day {
  /** Midnight, local time. */
  readonly at: number;
  readonly ratings: readonly Rating[];
}

export type Filter = RatingValue | "all";

export function byDay(
  ratings: readonly Rating[],
  filter: Filter,
): readonly Day[] {
  const days = new Map<number, Rating[]>();
  for (const rating of ratings.toReversed()) {
    if (filter !== "all" && rating.value !== filter) continue;
    const day = dayOf(rating.at);
    const known = days.get(day);
    if (known) known.push(rating);
    else days.set(day, [rating]);
  }
  return [...days]
    .sort(([left], [right]) => right - left)
    .map(([at, ofDay]) => ({ at, ratings: ofDay }));
}
