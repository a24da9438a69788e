import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import type { StoredEntry } from "../domain/rating.ts";
import { EntryMaker } from "../testing/entries.ts";
import { openDatabase } from "./database.ts";
import { LogRepository } from "./log.ts";
import { SCHEMA, type SchemaVersion } from "./schema.ts";

/** The next version that somebody might add: an index, and a field that old entries lack. */
const NEXT: SchemaVersion = {
  version: SCHEMA.length + 1,
  stores: { log: "++position, &id, item" },
  upgrade: async (transaction) => {
    await transaction
      .table<StoredEntry & { source?: string }>("log")
      .toCollection()
      .modify((entry) => {
        entry.source = "before";
      });
  },
};

test("versions count up from 1 without a gap", () => {
  expect(SCHEMA.map(({ version }) => version)).toEqual(
    SCHEMA.map((_, index) => index + 1),
  );
});

test("an upgrade keeps every entry, at its position, and runs its step", async () => {
  const maker = new EntryMaker();
  const before = await openDatabase("upgrade");
  const log = new LogRepository(before);
  const entries = [
    await log.append(maker.rate("a")),
    await log.append(maker.rate("b")),
  ];
  before.close();
  const after = await openDatabase("upgrade", [...SCHEMA, NEXT]);
  const upgraded = entries.map((entry) => ({ ...entry, source: "before" }));
  expect(await new LogRepository(after).read()).toEqual(upgraded);
  expect(await after.log.where({ item: "b" }).count()).toBe(1);
  after.close();
});

test("a database of a newer Palate is left alone, and the person is told to reload", async () => {
  const newer = await openDatabase("newer", [...SCHEMA, NEXT]);
  newer.close();
  await expect(openDatabase("newer")).rejects.toMatchObject({
    code: "storage",
    remedy: expect.stringContaining("Reload"),
  });
});

test("an open tab makes way for the upgrade and then says why it cannot save", async () => {
  const old = await openDatabase("both");
  const upgraded = await openDatabase("both", [...SCHEMA, NEXT]);
  await expect(
    new LogRepository(old).append(new EntryMaker().rate("a")),
  ).rejects.toMatchObject({
    code: "storage",
    remedy: expect.stringContaining("Reload"),
  });
  upgraded.close();
});
