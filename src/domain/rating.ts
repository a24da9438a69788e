/**
 * The append-only log: the one thing that must never be lost. Everything else (user vector, adapter,
 * metrics, lists) is a function of (base model, log, settings, seed) and can be rebuilt.
 */
import type { Brand, Ms } from "./brand.ts";
import type { ItemId } from "./item.ts";

export type RatingValue = "like" | "dislike" | "skip";

/** Random and unique over devices, so that a restored or merged log never counts an entry twice. */
export type EntryId = Brand<string, "EntryId">;

/** Position in the log of one device, from 1; the log position of a snapshot is the last entry that it saw. */
export type LogPosition = Brand<number, "LogPosition">;

interface EntryBase {
  readonly id: EntryId;
  readonly at: Ms;
}

/** A rating of an item; a later rating of the same item replaces the earlier one. */
export interface RateEntry extends EntryBase {
  readonly kind: "rate";
  readonly item: ItemId;
  readonly value: RatingValue;
}

/** Takes one earlier `rate` entry back, as if it had never been made. */
export interface UndoEntry extends EntryBase {
  readonly kind: "undo";
  readonly target: EntryId;
}

export type LogEntry = RateEntry | UndoEntry;
/** An entry with the position that this device's log gave it. */
export type StoredEntry = LogEntry & { readonly position: LogPosition };

/** A rating that is in force after undos and replacements. */
export interface Rating {
  readonly item: ItemId;
  readonly value: RatingValue;
  readonly at: Ms;
  /** The entry to name when this rating is undone. */
  readonly entry: EntryId;
}

/**
 * The ratings in force, oldest first. An undo removes its target wherever it stands in the log, so an
 * earlier rating of the same item comes back into force.
 */
export function ratingsInForce(log: readonly LogEntry[]): Rating[] {
  const undone = new Set<EntryId>();
  for (const entry of log) if (entry.kind === "undo") undone.add(entry.target);
  const latest = new Map<ItemId, Rating>();
  for (const entry of log) {
    if (entry.kind !== "rate" || undone.has(entry.id)) continue;
    latest.delete(entry.item);
    latest.set(entry.item, {
      item: entry.item,
      value: entry.value,
      at: entry.at,
      entry: entry.id,
    });
  }
  return [...latest.values()];
}
