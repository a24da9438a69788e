import "fake-indexeddb/auto";
import Dexie from "dexie";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import {
  ratingsInForce,
  type LogEntry,
  type StoredEntry,
} from "../domain/rating.ts";
import { acts, type Act } from "../testing/arbitraries.ts";
import { EntryMaker } from "../testing/entries.ts";
import { openStorage, type Storage } from "./storage.ts";

const open: Storage[] = [];
let count = 0;

async function fresh(name = `log-${(count += 1)}`): Promise<Storage> {
  const storage = await openStorage(name);
  open.push(storage);
  return storage;
}

afterEach(async () => {
  for (const storage of open.splice(0)) storage.close();
  await Promise.all(
    (await Dexie.getDatabaseNames()).map((name) => Dexie.delete(name)),
  );
});

function entryOf(
  act: Act,
  maker: EntryMaker,
  made: readonly LogEntry[],
): LogEntry | undefined {
  if (act.does === "rate") return maker.rate(`item:${act.item}`, act.value);
  const target =
    act.does === "undo" ? made[act.entry % made.length] : undefined;
  return target && maker.undo(target.id);
}

test("any sequence of ratings, undos and crashes leaves the ratings in force that it should", async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (sequence) => {
      const name = `log-${(count += 1)}`;
      const maker = new EntryMaker();
      const made: LogEntry[] = [];
      let storage = await fresh(name);
      for (const act of sequence) {
        if (act.does === "crash") {
          storage.close();
          storage = await fresh(name);
        }
        const entry = entryOf(act, maker, made);
        if (entry === undefined) continue;
        await storage.log.append(entry);
        made.push(entry);
      }
      storage.close();
      const reopened = await fresh(name);
      const log = await reopened.log.read();
      expect(ratingsInForce(log)).toEqual(ratingsInForce(made));
      expect(log.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
    }),
    { numRuns: 40, seed: 1 },
  );
});

test("positions only grow, and are never given twice even after everything was forgotten", async () => {
  const { log, forget } = await fresh();
  const maker = new EntryMaker();
  const first = await log.append(maker.rate("a"));
  const second = await log.append(maker.rate("b"));
  expect(second.position).toBeGreaterThan(first.position);
  await forget();
  const third = await log.append(maker.rate("c"));
  expect(third.position).toBeGreaterThan(second.position);
});

test("an entry that is there already is refused, in words", async () => {
  const { log } = await fresh();
  const entry = new EntryMaker().rate("a");
  await log.append(entry);
  await expect(log.append(entry)).rejects.toMatchObject({
    name: "PalateError",
    code: "storage",
    message: expect.stringContaining("Saving your rating failed"),
  });
  expect(await log.read()).toHaveLength(1);
});

test("a second tab hears of every entry, also of a merge and of forgetting", async () => {
  const name = `log-${(count += 1)}`;
  const [here, there] = [await fresh(name), await fresh(name)];
  const maker = new EntryMaker();
  let heard: readonly StoredEntry[] = [];
  const stop = there.log.subscribe((log) => {
    heard = log;
  });
  const hears = async (items: readonly string[]): Promise<void> => {
    await expect
      .poll(() => heard.map((entry) => entry.kind === "rate" && entry.item))
      .toEqual(items);
  };
  await here.log.append(maker.rate("a"));
  await hears(["a"]);
  const other = new EntryMaker("b", 1);
  await here.log.append(maker.rate("b"));
  await here.log.merge([
    { ...other.rate("older"), position: 1 as StoredEntry["position"] },
  ]);
  await hears(["older", "a", "b"]);
  const putBack = await here.forget();
  await hears([]);
  await putBack();
  await hears(["older", "a", "b"]);
  stop();
});

test("two tabs that rate at the same time lose nothing and disturb nothing", async () => {
  const name = `log-${(count += 1)}`;
  const [here, there] = [await fresh(name), await fresh(name)];
  const [left, right] = [new EntryMaker("l"), new EntryMaker("r")];
  await Promise.all(
    Array.from({ length: 20 }, (_, step) =>
      step % 2 === 0
        ? here.log.append(left.rate(`item:${step}`))
        : there.log.append(right.rate(`item:${step}`)),
    ),
  );
  const log = await here.log.read();
  expect(log).toHaveLength(20);
  expect(new Set(log.map(({ position }) => position)).size).toBe(20);
  expect(await there.log.read()).toEqual(log);
});

test("forgetting can be taken back, with what was rated in between", async () => {
  const storage = await fresh();
  const maker = new EntryMaker();
  await storage.log.append(maker.rate("a"));
  await storage.settings.changePreferences({ theme: "dark" }, defaults);
  const putBack = await storage.forget();
  expect(await storage.log.read()).toEqual([]);
  expect((await storage.settings.readPreferences(defaults)).theme).toBe(
    "system",
  );
  await storage.log.append(maker.rate("b"));
  await putBack();
  const log = await storage.log.read();
  expect(ratingsInForce(log).map(({ item }) => item)).toEqual(["a", "b"]);
  expect((await storage.settings.readPreferences(defaults)).theme).toBe("dark");
});

const defaults = {
  theme: "system",
  language: "en",
  shortcuts: true,
  backend: "auto",
  encoderBackend: "auto",
  steering: {
    modality: { text: 0, image: 0, audio: 0, graph: 0 },
    diversity: 0.3,
    exploration: 0,
    novelty: 0,
    hidden: [],
  },
  concepts: {},
  labToured: false,
  seed: 1,
} as const;
