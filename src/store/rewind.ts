/**
 * Leading the log to another set of ratings in force, by adding to it: the log never loses an entry. Forgetting, going
 * back to a version, and taking either back are all this one step.
 */
import {
  ratingsInForce,
  type EntryId,
  type LogEntry,
  type Rating,
} from "../domain/rating.ts";
import type { Ms } from "../domain/brand.ts";

/** What tells two ratings apart, whichever entry they came by. */
const sameWord = (left: Rating, right: Rating): boolean =>
  left.item === right.item && left.value === right.value;

export interface Making {
  readonly now: () => Ms;
  readonly freshId: () => EntryId;
}

/** Entries after which exactly `wanted` is in force; a rating that comes back keeps the time that it was made at. */
export function entriesTo(
  wanted: readonly Rating[],
  log: readonly LogEntry[],
  { now, freshId }: Making,
): LogEntry[] {
  const current = ratingsInForce(log);
  const undone = new Set(
    log.flatMap((entry) => (entry.kind === "undo" ? [entry.target] : [])),
  );
  const gone = new Set(
    current
      .filter((rating) => !wanted.some(({ item }) => item === rating.item))
      .map(({ item }) => item),
  );
  const undos = log.flatMap((entry): LogEntry[] =>
    // Earlier ratings of the item would come back into force, so they go too.
    entry.kind === "rate" && gone.has(entry.item) && !undone.has(entry.id)
      ? [{ kind: "undo", id: freshId(), at: now(), target: entry.id }]
      : [],
  );
  const rates = wanted
    .filter((rating) => !current.some((one) => sameWord(one, rating)))
    .map(({ item, value, at }): LogEntry => ({
      kind: "rate",
      id: freshId(),
      at,
      item,
      value,
    }));
  return [...undos, ...rates];
}
