import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { DEFAULT_PREFERENCES } from "../config/preferences.ts";
import { itemId } from "../domain/item.ts";
import { openStorage, type Storage } from "../storage/storage.ts";
import { tinyCatalogue } from "../testing/catalogue.ts";
import { PLAIN_REPORT, PlainEngine } from "../testing/plain-engine.ts";
import { composeApp } from "./app.ts";

const catalogue = tinyCatalogue();
const film = (index: number) => itemId(`films:${index}`);
const place = (index: number) => itemId(`places:${index}`);
const storages: Storage[] = [];
let profiles = 0;

afterEach(() => {
  for (const storage of storages.splice(0)) storage.close();
});

function page(profile = `owned-${(profiles += 1)}`) {
  const plain = new PlainEngine(catalogue);
  const { store } = {
    store: composeApp({
      createEngine: ({ onStarted }) => {
        plain.start = () => {
          onStarted(PLAIN_REPORT);
          return Promise.resolve(PLAIN_REPORT);
        };
        return plain;
      },
      storage: openStorage(profile).then((opened) => {
        storages.push(opened);
        return opened;
      }),
      defaults: { ...DEFAULT_PREFERENCES, language: "en", seed: 7 },
      files: {
        catalogue: () => Promise.resolve(catalogue),
        map: () => Promise.resolve({ points: new Float32Array(), labels: [] }),
        cover: () =>
          Promise.resolve({
            version: 1,
            catalogueHash: catalogue.hash,
            items: [],
          }),
      },
      opening: { watchOutside: () => undefined },
    }),
  };
  const state = () => store.getState();
  const items = () => state().ratings.map(({ item }) => item);
  const versions = async (count: number) => {
    await expect
      .poll(() => state().versions.length, { timeout: 10_000 })
      .toBe(count);
    return state().versions;
  };
  return { state, items, versions, plain, profile, actions: state().actions };
}

/** Three likes and the version that they give, then a fourth and its version. */
async function twoVersions() {
  const opened = page();
  const { actions, versions } = opened;
  await actions.open();
  for (const index of [0, 1, 2]) await actions.rate(film(index), "like");
  const [first] = await versions(1);
  await actions.rate(place(0), "like");
  const [, second] = await versions(2);
  if (!first || !second) return expect.fail("no versions");
  return { ...opened, first, second };
}

test("every fine-tune is a version, with a name that outlives a reload", async () => {
  const { actions, first, second, profile } = await twoVersions();
  expect(first.entries).toHaveLength(3);
  expect(second.entries).toHaveLength(4);
  await actions.nameVersion(first.id, "  Only films ");
  const again = page(profile);
  await again.actions.open();
  expect(again.state().versions.map(({ name }) => name)).toEqual([
    "Only films",
    "",
  ]);
});

test("rolling back brings ratings and adapter of that time, and can be taken back", async () => {
  const { actions, items, plain, first, state } = await twoVersions();
  expect(plain.adapter).toBe("tuned@4");
  const back = await actions.rollBack(first.id);
  expect(items()).toEqual([film(0), film(1), film(2)]);
  expect(plain.adapter).toBe("tuned@3");
  expect(state().log.length).toBeGreaterThan(4);
  await back();
  expect(items().toSorted()).toEqual(
    [film(0), film(1), film(2), place(0)].toSorted(),
  );
  expect(plain.adapter).toBe("tuned@4");
});

test("what is forgotten is forgotten by versions too, until it is taken back", async () => {
  const { actions, items, state, second } = await twoVersions();
  const rating = state().ratings.find(({ item }) => item === place(0));
  const back = await actions.forget([rating?.entry ?? expect.fail()]);
  expect(items()).not.toContain(place(0));
  expect(state().versions.map(({ id }) => id)).not.toContain(second.id);
  await back();
  expect(items()).toContain(place(0));
  expect(state().versions.map(({ id }) => id)).toContain(second.id);
});

test("a deleted version comes back as it was", async () => {
  const { actions, state, first } = await twoVersions();
  const back = await actions.deleteVersion(first.id);
  expect(state().versions).toHaveLength(1);
  await back();
  expect(state().versions[0]).toEqual(first);
});

test("several adapters become one with this device's own, and only when it is taken", async () => {
  const { actions, plain, state } = await twoVersions();
  const merge = await actions.mergeAdapters([new Blob(["theirs"])], "people");
  expect(plain.adapter).toBe("tuned@4");
  expect(merge.list.items.length).toBeGreaterThan(0);
  await actions.takeMerged(merge);
  expect(plain.adapter).toBe("theirs+tuned@4");
  expect(state().imported).not.toBeNull();
});

test("ratings go out as a file and come in on another profile, each once", async () => {
  const { actions, items } = await twoVersions();
  const file = await actions.exportRatings("csv");
  const other = page();
  await other.actions.open();
  expect(await other.actions.importRatings(file)).toEqual({
    added: 4,
    known: 0,
    unknown: 0,
  });
  expect(other.items()).toEqual(items());
  expect(await other.actions.importRatings(file)).toMatchObject({
    added: 0,
    known: 4,
  });
});
