import fc from "fast-check";
import { expect, test } from "vitest";
import { bytes, ms } from "../domain/brand.ts";
import type { EntryId, LogPosition, StoredEntry } from "../domain/rating.ts";
import { itemId } from "../domain/item.ts";
import { readBackup, writeBackup, type Backup } from "./backup.ts";

const identity = {
  id: fc.uuid().map((id) => id as EntryId),
  at: fc.nat().map(ms),
};
const entry = fc.oneof(
  fc.record({
    ...identity,
    kind: fc.constant("rate" as const),
    item: fc.string({ minLength: 1, unit: "grapheme" }).map(itemId),
    value: fc.constantFrom(
      "like" as const,
      "dislike" as const,
      "skip" as const,
    ),
  }),
  fc.record({
    ...identity,
    kind: fc.constant("undo" as const),
    target: fc.uuid().map((id) => id as EntryId),
  }),
);
const log = fc.array(entry).map((entries) =>
  entries.map((one, index): StoredEntry => ({
    ...one,
    position: (index + 1) as LogPosition,
  })),
);
const file = fc.uint8Array({ maxLength: 3000 });
const summary = fc.constant({
  logPosition: 3 as LogPosition,
  ratings: 2,
  parameters: 9,
  bytes: bytes(8),
});
const backups: fc.Arbitrary<Backup> = fc.record({
  madeAt: fc.nat().map(ms),
  log,
  preferences: fc.record({ theme: fc.constantFrom("dark", "light") }),
  imported: fc.option(fc.record({ file, summary })),
  adapter: fc.option(file),
});

test("what was written is what is read", async () => {
  await fc.assert(
    fc.asyncProperty(backups, async (backup) => {
      expect(await readBackup(writeBackup(backup))).toEqual(backup);
    }),
    { seed: 5, numRuns: 60 },
  );
});

const good = {
  format: "palate-backup",
  version: 1,
  madeAt: 1,
  log: [
    {
      position: 1,
      id: "a",
      at: 1,
      kind: "rate",
      item: "film:x",
      value: "like",
    },
  ],
  preferences: {},
  imported: null,
  adapter: null,
};

const bad: Record<string, unknown> = {
  "another format": { ...good, format: "other" },
  "a newer version": { ...good, version: 2 },
  "a rating that is none": {
    ...good,
    log: [{ ...good.log[0], value: "love" }],
  },
  "an entry without id": { ...good, log: [{ ...good.log[0], id: "" }] },
  "a broken position": { ...good, log: [{ ...good.log[0], position: 0 }] },
  "entries out of order": {
    ...good,
    log: [good.log[0], { ...good.log[0], id: "b" }],
  },
  "an adapter that is not base64": { ...good, adapter: "***" },
  "a number": 7,
  nothing: null,
};

test.each(Object.entries(bad))(
  "a file with %s is refused, with what to do",
  async (_, content) => {
    await expect(
      readBackup(new Blob([JSON.stringify(content)])),
    ).rejects.toMatchObject({
      name: "PalateError",
      code: "backup-file",
      remedy: expect.stringContaining("Choose a file"),
    });
  },
);

test("the good file that the bad ones were made of is taken", async () => {
  expect((await readBackup(new Blob([JSON.stringify(good)]))).log).toHaveLength(
    1,
  );
});

test("a truncated file is refused at every length", async () => {
  const text = JSON.stringify(good);
  for (let length = 0; length < text.length; length += 1) {
    const cut = readBackup(new Blob([text.slice(0, length)]));
    await expect(cut).rejects.toMatchObject({ code: "backup-file" });
  }
});

test("a file that is too large is refused before it is read", async () => {
  const blob = new Blob([]);
  Object.defineProperty(blob, "size", { value: 1e12 });
  await expect(readBackup(blob)).rejects.toThrow(/larger than/);
});
