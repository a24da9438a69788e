/** Builders of log entries for tests: ids and times count up, so that a test names only what matters to it. */
import { ms } from "../domain/brand.ts";
import { itemId } from "../domain/item.ts";
import type {
  EntryId,
  LogEntry,
  LogPosition,
  RatingValue,
  RateEntry,
  StoredEntry,
  UndoEntry,
} from "../domain/rating.ts";

/** One device's entries: its name makes ids unique, its clock goes one second a step. */
export class EntryMaker {
  readonly #device: string;
  #count = 0;
  #at: number;

  constructor(device = "a", start = 1_700_000_000_000) {
    this.#device = device;
    this.#at = start;
  }

  rate(item: string, value: RatingValue = "like"): RateEntry {
    return { kind: "rate", ...this.#next(), item: itemId(item), value };
  }

  undo(target: EntryId): UndoEntry {
    return { kind: "undo", ...this.#next(), target };
  }

  #next() {
    this.#count += 1;
    this.#at += 1000;
    return {
      id: `${this.#device}-${this.#count}` as EntryId,
      at: ms(this.#at),
    };
  }
}

/** The entries as a log would hold them, from position 1. */
export function stored(entries: readonly LogEntry[]): StoredEntry[] {
  return entries.map((entry, index) => ({
    ...entry,
    position: (index + 1) as LogPosition,
  }));
}
