/** The list before any like: the build's own order where that holds, and worked out anew where it does not. */
import { COVER } from "../config/taste.ts";
import type { Domain } from "../domain/item.ts";
import type { Ranking } from "../domain/ranking.ts";
import { coverOrder } from "../stages/scoring/cover.ts";
import type { TasteContent } from "./taste-base.ts";
import { probability } from "./taste-rank.ts";

export interface Uncovered {
  /** Rows that were rated: their concepts count as opened. */
  readonly rated: readonly number[];
  /** Rows that are not wanted now. */
  readonly away: readonly number[];
  readonly hidden: readonly Domain[];
}

export function coverList(
  { base, catalogue, coverItems }: TasteContent,
  { rated, away, hidden }: Uncovered,
  count: number,
): Ranking["items"] {
  const { items } = catalogue;
  const untouched = rated.length + away.length + hidden.length === 0;
  const closed = new Set(away);
  const order =
    untouched && count <= COVER.stored
      ? [...base.cover.subarray(0, count)]
      : coverOrder(
          base.concepts,
          coverItems,
          count,
          rated,
          (row) =>
            !closed.has(row) &&
            !hidden.includes(items[row]?.domain ?? "things"),
        );
  return order.flatMap((row, rank) => {
    const item = items[row];
    return item ? [{ item: item.id, score: probability(0), rank }] : [];
  });
}
