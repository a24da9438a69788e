/**
 * Which ratings count: those of this device's log, and those that came with an adapter, never both of the
 * same. Also what an adapter keeps of them.
 */
import type { Adapter, CarriedRatings } from "../domain/adapter.ts";
import type { ItemId } from "../domain/item.ts";
import type { EntryId, RatingValue } from "../domain/rating.ts";
import type { TasteView } from "./engine.ts";

/** Rated rows, oldest first, those of an adapter before those of the log. */
export interface MergedHistory extends CarriedRatings {
  readonly rows: readonly number[];
  readonly values: readonly RatingValue[];
  /** Hash of the log entry, 0 for a rating that an adapter brought. */
  readonly entries: readonly number[];
}

/**
 * A rating of the log replaces one that was carried. Of an adapter that was made from this very log only
 * what it had itself imported counts: the log knows the rest better, undone ratings above all.
 */
export function mergeHistory(
  view: Pick<TasteView, "ratings" | "logPosition">,
  adapter: Adapter | null,
  rowOf: ReadonlyMap<ItemId, number>,
): MergedHistory {
  const merged = new Map<number, { value: RatingValue; entry: number }>();
  const hashes = view.ratings.map(({ entry }) => hashOf(entry));
  if (adapter) {
    const { rows, values, entries } = adapter.carried;
    const known = new Set(hashes);
    const own =
      entries.some((entry) => known.has(entry)) ||
      (hashes.length === 0 && view.logPosition >= adapter.origin.logPosition);
    rows.forEach((row, t) => {
      if (!own || entries[t] === 0)
        merged.set(row, { value: values[t] ?? "skip", entry: 0 });
    });
  }
  view.ratings.forEach(({ item, value }, t) => {
    const row = rowOf.get(item);
    if (row === undefined) return;
    merged.delete(row);
    merged.set(row, { value, entry: hashes[t] ?? 0 });
  });
  return {
    rows: [...merged.keys()],
    values: [...merged.values()].map(({ value }) => value),
    entries: [...merged.values()].map(({ entry }) => entry),
  };
}

/** The same ratings as if this row had never been rated. */
export function withoutRow(history: MergedHistory, row: number): MergedHistory {
  const { rows, values, entries } = history;
  const kept = rows.flatMap((each, t) => (each === row ? [] : [t]));
  return {
    rows: kept.map((t) => rows[t] ?? 0),
    values: kept.map((t) => values[t] ?? "skip"),
    entries: kept.map((t) => entries[t] ?? 0),
  };
}

/** FNV-1a over UTF-16 units, as a signed 32-bit number; never 0, which means "not of a log". */
function hashOf(entry: EntryId): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < entry.length; at += 1)
    hash = Math.imul(hash ^ entry.charCodeAt(at), 0x01000193);
  return hash | 0 || 1;
}
