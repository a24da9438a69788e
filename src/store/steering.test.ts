import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import {
  DEFAULT_PREFERENCES,
  DEFAULT_STEERING,
} from "../config/preferences.ts";
import { itemId } from "../domain/item.ts";
import { openStorage, type Storage } from "../storage/storage.ts";
import { tinyCatalogue } from "../testing/catalogue.ts";
import { PLAIN_REPORT, PlainEngine } from "../testing/plain-engine.ts";
import { composeApp } from "./app.ts";

const catalogue = tinyCatalogue();
const film = (index: number) => itemId(`films:${index}`);
const storages: Storage[] = [];
let profiles = 0;

afterEach(() => {
  for (const storage of storages.splice(0)) storage.close();
});

const defaults = { ...DEFAULT_PREFERENCES, language: "en", seed: 7 } as const;

async function page() {
  const engine = new PlainEngine(catalogue);
  const storage = await openStorage(`steering-${(profiles += 1)}`);
  storages.push(storage);
  const store = composeApp({
    createEngine: ({ onStarted }) => {
      engine.start = () => {
        onStarted(PLAIN_REPORT);
        return Promise.resolve(PLAIN_REPORT);
      };
      return engine;
    },
    storage: Promise.resolve(storage),
    defaults,
    files: {
      catalogue: () => Promise.resolve(catalogue),
      map: () => Promise.reject(new Error("no map here")),
      cover: () =>
        Promise.resolve({
          version: 1,
          catalogueHash: catalogue.hash,
          items: [],
        }),
    },
    opening: { watchOutside: () => undefined },
  });
  const { actions } = store.getState();
  await actions.open();
  const list = () =>
    store.getState().ranking?.items.map(({ item }) => item) ?? [];
  const kept = async () =>
    (await storage.settings.readPreferences(defaults)).steering;
  return { store, actions, engine, storage, list, kept };
}

test("a slider that moves fast is answered to the last, and never builds a queue", async () => {
  const { store, actions, engine } = await page();
  const rank = engine.rank.bind(engine);
  let asked = 0;
  let open = 0;
  let most = 0;
  engine.rank = async (view, count) => {
    asked += 1;
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    open -= 1;
    return rank(view, count);
  };
  const moves = Array.from({ length: 40 }, (_, i) =>
    actions.trySteering({ hidden: i === 39 ? ["films"] : [], novelty: i / 40 }),
  );
  await Promise.all(moves);
  expect(most).toBe(1);
  expect(asked).toBeLessThan(5);
  const domains = store
    .getState()
    .ranking?.items.map(({ item }) => item.split(":")[0]);
  expect(domains).not.toContain("films");
});

test("steering that is tried out is seen at once, kept only when kept, and can be put back", async () => {
  const { store, actions, list, kept } = await page();
  const before = list();
  await actions.trySteering({ hidden: ["films"] });
  expect(list()).not.toContain(film(0));
  expect(await kept()).not.toMatchObject({ hidden: ["films"] });
  await actions.putSteeringBack();
  expect(list()).toEqual(before);
  expect(store.getState().trying).toBeNull();
  await actions.trySteering({ hidden: ["films"] });
  await actions.keepSteering();
  expect(await kept()).toMatchObject({ hidden: ["films"] });
  expect(store.getState().trying).toBeNull();
});

test("a preview tells of the change and makes none", async () => {
  const { store, actions, list } = await page();
  const before = list();
  const told = await actions.previewSteering({
    ...DEFAULT_STEERING,
    hidden: ["films"],
  });
  expect(told.left).toContain(film(0));
  expect(told.left.every((item) => item.startsWith("films"))).toBe(true);
  expect(list()).toEqual(before);
  expect(store.getState().trying).toBeNull();
});

test("wishes turn the list, can be weighed and dropped, and the log does not grow", async () => {
  const { store, actions, list, storage } = await page();
  const before = list();
  await actions.wishItem(film(1), "Film 1", 1);
  expect(list()[0]).toBe(film(1));
  const [wish] = store.getState().moment.wishes;
  await actions.weighWish(wish?.id ?? "", -1);
  expect(list().at(-1)).toBe(film(1));
  await actions.dropWish(wish?.id ?? "");
  expect(list()).toEqual(before);
  await actions.notNow(before[0] ?? film(0));
  expect(list()).toEqual(before.slice(1));
  await actions.wantAgain();
  expect(list()).toEqual(before);
  expect(await storage.log.read()).toEqual([]);
  expect(store.getState().ratings).toEqual([]);
});

test("the list of a moment is not what the next visit begins with", async () => {
  const { actions, list, storage } = await page();
  const before = list();
  await actions.wishItem(film(1), "Film 1", 1);
  const snapshot = await storage.snapshots.read("list");
  expect(snapshot?.value.ranking.items.map(({ item }) => item)).toEqual(before);
});

test("none of these: many ratings, one new list, and one act that takes them back", async () => {
  const { store, actions, engine, list } = await page();
  const before = list();
  const rank = engine.rank.bind(engine);
  let asked = 0;
  engine.rank = (view, count) => {
    asked += 1;
    return rank(view, count);
  };
  const entries = await actions.rateAll(before.slice(0, 5), "skip");
  expect(store.getState().ratings).toHaveLength(5);
  await expect.poll(() => list()).not.toContain(before[0]);
  expect(asked).toBeLessThanOrEqual(2);
  await actions.undoAll(entries);
  expect(store.getState().ratings).toEqual([]);
  await expect.poll(() => list()).toEqual(before);
});
