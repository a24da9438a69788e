import fc from "fast-check";
import { expect, test } from "vitest";
import type { LogEntry, LogPosition, StoredEntry } from "../domain/rating.ts";
import { ratingActs } from "../testing/arbitraries.ts";
import { EntryMaker, stored } from "../testing/entries.ts";
import { mergePlan } from "./merge.ts";

const logs = fc
  .tuple(ratingActs, fc.nat(60), fc.constantFrom("a", "b"))
  .map(([acts, delay, device]) => {
    const maker = new EntryMaker(device, delay * 1000);
    const made: LogEntry[] = [];
    for (const act of acts) {
      if (act.does === "rate")
        made.push(maker.rate(`item:${act.item}`, act.value));
      const target =
        act.does === "undo" ? made[act.entry % made.length] : undefined;
      if (target !== undefined) made.push(maker.undo(target.id));
    }
    return stored(made);
  });

/** What the repository does with a plan. */
function applied(
  own: readonly StoredEntry[],
  theirs: readonly StoredEntry[],
): StoredEntry[] {
  const plan = mergePlan(own, theirs);
  if (plan.added === 0) return [...own];
  const kept = own.filter(({ position }) => position <= plan.after);
  const last = own.at(-1)?.position ?? 0;
  const tail = plan.keepPositions
    ? plan.tail
    : plan.tail.map((entry, index) => ({
        ...entry,
        position: (last + index + 1) as LogPosition,
      }));
  return [...kept, ...tail];
}

const ids = (log: readonly StoredEntry[]) => log.map(({ id }) => id);

test("into an empty log a backup goes as it is", () => {
  fc.assert(
    fc.property(logs, (theirs) => {
      expect(applied([], theirs)).toEqual(theirs);
    }),
    { seed: 2 },
  );
});

test("merging twice changes nothing more", () => {
  fc.assert(
    fc.property(logs, logs, (own, theirs) => {
      const once = applied(own, theirs);
      expect(applied(once, theirs)).toEqual(once);
    }),
    { seed: 3 },
  );
});

test("both logs keep their own order, and nothing is lost or doubled", () => {
  fc.assert(
    fc.property(logs, logs, (own, theirs) => {
      const merged = applied(own, theirs);
      const union = new Set([...ids(own), ...ids(theirs)]);
      expect(new Set(ids(merged))).toEqual(union);
      expect(merged).toHaveLength(union.size);
      expect(ids(merged).filter((id) => ids(own).includes(id))).toEqual(
        ids(own),
      );
      const positions = merged.map(({ position }) => position);
      expect(positions).toEqual(
        positions.toSorted((left, right) => left - right),
      );
    }),
    { seed: 4 },
  );
});

test("an older rating from a backup does not replace a newer one", () => {
  const own = stored([
    new EntryMaker("new", 9_000_000).rate("film:x", "dislike"),
  ]);
  const theirs = stored([new EntryMaker("old", 1).rate("film:x", "like")]);
  const merged = applied(own, theirs);
  expect(merged.map((entry) => entry.kind === "rate" && entry.value)).toEqual([
    "like",
    "dislike",
  ]);
});
