import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { DEFAULT_PREFERENCES } from "../config/preferences.ts";
import { PalateError } from "../domain/errors.ts";
import { itemId } from "../domain/item.ts";
import type { Engine } from "../pipeline/engine.ts";
import { openStorage, type Storage } from "../storage/storage.ts";
import { tinyCatalogue } from "../testing/catalogue.ts";
import { PLAIN_REPORT, PlainEngine } from "../testing/plain-engine.ts";
import { composeApp } from "./app.ts";
import { KEPT } from "./kept.ts";
import { movements } from "./list.ts";

const catalogue = tinyCatalogue();
const film = (index: number) => itemId(`films:${index}`);
let profiles = 0;
const storages: Storage[] = [];

afterEach(() => {
  vi.unstubAllGlobals();
  for (const storage of storages.splice(0)) storage.close();
});

/** A page on a profile; the same profile again is a reload, or a second tab. */
function page(
  profile = `profile-${(profiles += 1)}`,
  plain: Engine = new PlainEngine(catalogue),
) {
  const storage = openStorage(profile).then((opened) => {
    storages.push(opened);
    return opened;
  });
  const cover = catalogue.items
    .slice(0, 6)
    .map(({ id }, rank) => ({ item: id, score: 0.5, rank }));
  const store = composeApp({
    createEngine: ({ onStarted }) => {
      plain.start = () => {
        onStarted(PLAIN_REPORT);
        return Promise.resolve(PLAIN_REPORT);
      };
      return plain;
    },
    storage,
    defaults: { ...DEFAULT_PREFERENCES, language: "en", seed: 7 },
    files: {
      catalogue: () => Promise.resolve(catalogue),
      map: () => Promise.resolve({ points: new Float32Array(), labels: [] }),
      cover: () =>
        Promise.resolve({
          version: 1,
          catalogueHash: catalogue.hash,
          items: cover,
        }),
    },
    opening: { watchOutside: () => undefined },
  });
  const { actions } = store.getState();
  const list = () =>
    store.getState().ranking?.items.map(({ item }) => item) ?? [];
  const listed = async (at: number): Promise<void> => {
    await expect.poll(() => store.getState().ranking?.logPosition).toBe(at);
  };
  return { store, actions, list, listed, profile, plain };
}

test("a newcomer sees the cover, then the engine's list", async () => {
  const { store, actions, list } = page();
  const seen: (string | undefined)[] = [];
  store.subscribe(({ ranking }) => seen.push(ranking?.by));
  await actions.open();
  expect(seen.find((by) => by !== undefined)).toBe("cover");
  expect(list()).toHaveLength(catalogue.items.length);
  expect(store.getState().phase).toEqual({ is: "idle" });
});

test("a rating is in the log before it is on screen, and the list turns", async () => {
  const { store, actions, list, listed, profile } = page();
  await actions.open();
  await actions.rate(film(3), "like");
  expect(store.getState().ratings.map(({ item }) => item)).toEqual([film(3)]);
  const other = await openStorage(profile);
  storages.push(other);
  expect(await other.log.read()).toHaveLength(1);
  await listed(1);
  expect(list().slice(0, 3)).toEqual([film(0), film(1), film(2)]);
  expect(list()).not.toContain(film(3));
  expect(store.getState().movement.get(film(1))).toBeGreaterThan(0);
  expect(store.getState().lastAnswer).toBeGreaterThanOrEqual(0);
});

test("undo restores the list", async () => {
  const { store, actions, list, listed } = page();
  await actions.open();
  const before = list();
  await actions.rate(film(3), "like");
  await listed(1);
  expect(list()).not.toEqual(before);
  const [rating] = store.getState().ratings;
  await actions.undo(rating?.entry ?? expect.fail("no rating"));
  await listed(2);
  expect(list()).toEqual(before);
});

test("undo brings back the adapter that belonged to the ratings before, and the base below three likes", async () => {
  const { store, actions, listed, plain } = page();
  const adapter = () => (plain as PlainEngine).adapter;
  await actions.open();
  for (const index of [0, 1, 2]) await actions.rate(film(index), "like");
  await expect.poll(adapter, { timeout: 5000 }).toBe("tuned@3");
  await expect
    .poll(
      async () => (await storages[0]?.snapshots.read("adapter"))?.logPosition,
    )
    .toBe(3);
  await actions.rate(itemId("places:0"), "like");
  await expect.poll(adapter, { timeout: 5000 }).toBe("tuned@4");
  await expect
    .poll(
      async () => (await storages[0]?.snapshots.read("adapter"))?.logPosition,
    )
    .toBe(4);
  await actions.undo(
    store.getState().ratings.at(-1)?.entry ?? expect.fail("no rating"),
  );
  await listed(5);
  expect(adapter()).toBe("tuned@3");
  await actions.undo(
    store.getState().ratings.at(-1)?.entry ?? expect.fail("no rating"),
  );
  await listed(6);
  expect(adapter()).toBeUndefined();
});

test("after a reload the last list is there before the engine, and is the same after it", async () => {
  const first = page();
  await first.actions.open();
  await first.actions.rate(film(3), "like");
  await first.listed(1);
  const shown = first.list();
  await expect
    .poll(async () => (await storages[0]?.snapshots.read("list"))?.logPosition)
    .toBe(1);
  const never = new PlainEngine(catalogue);
  never.rank = () => new Promise(() => undefined);
  const waiting = page(first.profile, never);
  void waiting.actions.open();
  await expect.poll(() => waiting.list()).toEqual(shown);
  const reloaded = page(first.profile);
  await reloaded.actions.open();
  expect(reloaded.list()).toEqual(shown);
  expect(reloaded.store.getState().preferences.seed).toBe(7);
});

test("learning starts after three likes, is kept with its log position and taken over at the next visit", async () => {
  const first = page();
  await first.actions.open();
  for (const index of [0, 1, 2]) await first.actions.rate(film(index), "like");
  await expect
    .poll(() => first.store.getState().reports.length, { timeout: 5000 })
    .toBe(1);
  expect(first.store.getState().tuning).toBeNull();
  await expect
    .poll(
      async () => (await storages[0]?.snapshots.read("adapter"))?.logPosition,
    )
    .toBe(3);
  const plain = new PlainEngine(catalogue);
  const again = page(first.profile, plain);
  await again.actions.open();
  expect(plain.adapter).toBe("tuned@3");
  expect(again.store.getState().reports).toHaveLength(1);
});

test("what the table says is kept is there after a reload, and what it says is not is not", async () => {
  const first = page();
  await first.actions.open();
  for (const index of [0, 1, 2]) await first.actions.rate(film(index), "like");
  await first.actions.setPreferences({ theme: "dark" });
  await first.actions.importAdapter(new Blob(["from afar"]));
  await expect
    .poll(() => first.store.getState().versions.length, { timeout: 5000 })
    .toBe(1);
  await expect
    .poll(
      async () => (await storages[0]?.snapshots.read("list"))?.value.ranking,
    )
    .toEqual(first.store.getState().ranking);
  const before = first.store.getState();
  const idle = new PlainEngine(catalogue);
  idle.rank = () => new Promise(() => undefined);
  const second = page(first.profile, idle);
  const empty = second.store.getState();
  void second.actions.open();
  await expect.poll(() => second.store.getState().ranking).not.toBeNull();
  const after = second.store.getState();
  for (const [field, keeping] of Object.entries(KEPT)) {
    const key = field as keyof typeof KEPT;
    if (keeping === "kept" || keeping === "snapshot") {
      expect(after[key], key).toEqual(before[key]);
      expect(after[key], key).not.toEqual(empty[key]);
    }
  }
  expect(after.ratings).toEqual(before.ratings);
  expect(after.lastAnswer).toBeNull();
});

test("a second tab follows the first", async () => {
  const here = page();
  const there = page(here.profile);
  await here.actions.open();
  await there.actions.open();
  await here.actions.rate(film(0), "like");
  await expect.poll(() => there.store.getState().ratings.length).toBe(1);
  await there.listed(1);
  expect(there.list()).toEqual(here.list());
});

test("of two open tabs one learns, and the other takes over what it learned", async () => {
  let turn: Promise<unknown> = Promise.resolve();
  // Web Locks as Node lacks them: one after the other.
  const request = (_name: string, work: () => Promise<unknown>) =>
    (turn = turn.then(work));
  vi.stubGlobal("navigator", { locks: { request } });
  let tunes = 0;
  class Counting extends PlainEngine {
    override tune(...args: Parameters<PlainEngine["tune"]>) {
      tunes += 1;
      return super.tune(...args);
    }
  }
  const here = page(undefined, new Counting(catalogue));
  const there = page(here.profile, new Counting(catalogue));
  await Promise.all([here.actions.open(), there.actions.open()]);
  for (const index of [0, 1, 2]) await here.actions.rate(film(index), "like");
  const adapters = () =>
    [here, there].map(({ plain }) => (plain as PlainEngine).adapter);
  await expect
    .poll(adapters, { timeout: 8000 })
    .toEqual(["tuned@3", "tuned@3"]);
  await expect.poll(() => there.store.getState().reports.length).toBe(1);
  expect(tunes).toBe(1);
  expect(there.store.getState().tuning).toBeNull();
});

test("a backup on a fresh profile gives the same list, preferences and adapter", async () => {
  const first = page();
  await first.actions.open();
  await first.actions.rate(film(1), "like");
  await first.actions.rate(itemId("places:0"), "dislike");
  await first.actions.setPreferences({ theme: "dark" });
  await first.actions.importAdapter(new Blob(["from afar"]));
  await first.listed(2);
  const backup = await first.actions.exportBackup();
  const fresh = page();
  await fresh.actions.open();
  expect(await fresh.actions.restoreBackup(backup)).toBe(2);
  expect(fresh.list()).toEqual(first.list());
  const { preferences, imported, log } = fresh.store.getState();
  expect(preferences).toEqual(first.store.getState().preferences);
  expect(imported).toEqual(first.store.getState().imported);
  expect(log).toEqual(first.store.getState().log);
  expect((fresh.plain as PlainEngine).adapter).toBe("from afar");
  expect(await fresh.actions.restoreBackup(backup)).toBe(0);
});

test("forgetting leaves a newcomer's page, and can be taken back", async () => {
  const { store, actions, list, listed, plain } = page();
  await actions.open();
  const newcomer = list();
  await actions.rate(film(1), "like");
  await actions.importAdapter(new Blob(["from afar"]));
  await listed(1);
  const known = list();
  const putBack = await actions.forgetEverything();
  expect(store.getState().log).toEqual([]);
  expect(store.getState().imported).toBeNull();
  expect((plain as PlainEngine).adapter).toBeUndefined();
  expect(store.getState().preferences.seed).not.toBe(7);
  expect(list()).toEqual(newcomer);
  await putBack();
  expect(list()).toEqual(known);
  expect(store.getState().preferences.seed).toBe(7);
  expect((plain as PlainEngine).adapter).toBe("from afar");
});

test("a refused adapter changes nothing", async () => {
  const { store, actions, plain } = page();
  await actions.open();
  await expect(actions.importAdapter(new Blob(["bad"]))).rejects.toMatchObject({
    code: "adapter-file",
  });
  expect(store.getState().imported).toBeNull();
  expect((plain as PlainEngine).adapter).toBeUndefined();
});

test("an engine that fails leaves the list on screen and says what happened", async () => {
  const plain = new PlainEngine(catalogue);
  plain.rank = () =>
    Promise.reject(new PalateError("catalogue-file", "vectors are damaged"));
  const { store, actions, list } = page(undefined, plain);
  await actions.open();
  expect(list()).toHaveLength(6);
  expect(store.getState().phase).toMatchObject({
    is: "failed",
    error: { code: "catalogue-file", message: "vectors are damaged" },
  });
});

test("a rating made before the engine runs counts once it runs", async () => {
  const plain = new PlainEngine(catalogue);
  const { store, actions, list, listed } = page(undefined, plain);
  const start = plain.start.bind(plain);
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  plain.start = (backend) => gate.then(() => start(backend));
  const opening = actions.open();
  await expect.poll(() => list().length).toBe(6);
  await actions.rate(film(3), "like");
  expect(store.getState().phase).toEqual({ is: "busy", what: "starting" });
  go();
  await opening;
  await listed(1);
  expect(list()[0]).toBe(film(0));
  expect(store.getState().phase).toEqual({ is: "idle" });
});

test("search finds by the beginning of a word and forgives a letter", async () => {
  const { actions } = page();
  await actions.open();
  expect(actions.search("instrum 2")[0]).toBe("instruments:2");
  expect(actions.search("instrumants")).toContain("instruments:0");
  expect(actions.search("  ")).toEqual([]);
});

test("an item rises only by what overtook others, not by rated items leaving", () => {
  const ranked = (...names: string[]) => names.map((name) => itemId(name));
  const moved = movements(
    ranked("a", "b", "c", "d"),
    ranked("b", "d", "c", "e"),
    new Set([itemId("a")]),
  );
  expect(moved).toEqual(
    new Map<string, number | "new">([
      ["d", 1],
      ["e", "new"],
    ]),
  );
});
