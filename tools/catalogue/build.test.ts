/** The laws that a built catalogue keeps, checked on the real packages. */
import { existsSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { DOMAINS } from "../../src/domain/item.ts";
import {
  parseCatalogue,
  parseGraph,
} from "../../src/stages/catalogue/index.ts";
import { readPackageJson } from "../lib/packages.ts";
import { buildCatalogue, type Built } from "./build.ts";
import { triplesBytes } from "./graph.ts";
import { measureGraph } from "./measure.ts";

let built: Built;
beforeAll(async () => {
  built = await buildCatalogue(() => undefined);
}, 120_000);

test("there are enough items, pictures, sounds and words", () => {
  const { items } = built.catalogue;
  const texts = items.map((item) => item.text.length).sort((a, b) => a - b);
  expect(items.length).toBeGreaterThanOrEqual(4000);
  expect(new Set(items.map((item) => item.domain)).size).toBe(DOMAINS.length);
  expect(items.filter((item) => item.picture).length).toBeGreaterThan(2500);
  expect(items.filter((item) => item.sound).length).toBeGreaterThan(350);
  expect(texts[Math.floor(texts.length / 2)]).toBeGreaterThanOrEqual(60);
});

test("the page accepts what the build makes", () => {
  const { catalogue, graph } = built;
  const read = parseCatalogue(JSON.parse(JSON.stringify(catalogue)));
  const { concepts, relations, triples } = graph;
  const bytes = triplesBytes(triples);
  const again = parseGraph({ concepts, relations }, bytes, read.items.length);
  expect(again.triples).toEqual(triples);
});

test("every picture and sound of an item is written, once, from something that exists", () => {
  const paths = built.assets.map((asset) => asset.path);
  const named = built.catalogue.items.flatMap((item) =>
    [item.picture?.src, item.sound?.src].filter((src) => src !== undefined),
  );
  expect(new Set(paths).size).toBe(paths.length);
  expect([...paths].sort()).toEqual([...named].sort());
  for (const asset of built.assets)
    if ("copy" in asset) expect(existsSync(asset.copy), asset.copy).toBe(true);
});

test("the graph is large, connected, and leads from one domain into others", () => {
  const figures = measureGraph(built.graph, built.catalogue.items);
  expect(figures.triples).toBeGreaterThanOrEqual(30_000);
  expect(figures.relations).toBeGreaterThanOrEqual(20);
  expect(figures.connected).toBeGreaterThanOrEqual(0.98);
  expect(figures.crossing).toBeGreaterThanOrEqual(0.78);
});

test("no two concepts share an id, and each has words for people", () => {
  const { concepts } = built.graph;
  expect(new Set(concepts.map((one) => one.id)).size).toBe(concepts.length);
  for (const { id, label } of concepts) expect(label, id).toMatch(/\p{L}|\d/u);
});

test("sources tell package, version, licence and how many items they gave", () => {
  const { items, sources } = built.catalogue;
  for (const [id, source] of Object.entries(sources)) {
    expect(source.package).toMatch(/@\d+\.\d+/);
    expect(source.items).toBe(items.filter((one) => one.source === id).length);
  }
});

test("nothing unpleasant is said or shown", () => {
  const unpleasant =
    /\b(slur|offensive|derogat\w+|disparag\w+|obscene|vulgar|genital\w*|prostitut\w+|nazis?|rape|porn\w*|suicide|murder\w*|corpses|severed|decapitat\w+|gore|slavery|genocide|excrement|feces)\b/i;
  const found = built.catalogue.items.filter(
    (item) =>
      item.domain !== "films" && unpleasant.test(`${item.title} ${item.text}`),
  );
  expect(found.map((item) => `${item.title}: ${item.text}`)).toEqual([]);
});

test("texts are sentences: a capital in front, a stop behind, no debris inside", () => {
  const broken = built.catalogue.items.filter(
    ({ text }) =>
      !/^[\p{Lu}\d("'«]/u.test(text) ||
      !/[.!?]$/.test(text) ||
      /undefined|NaN|\s\s|(?<!\.)\.\.(?!\.)|\[object/.test(text),
  );
  expect(broken.map((item) => `${item.id} ${item.text}`)).toEqual([]);
});

test("a thing is of the kind that Unicode's own numbers give it", async () => {
  const { subgroups } = (await readPackageJson(
    "emojibase-data",
    "meta",
    "groups.json",
  )) as { subgroups: Record<string, string> };
  const names = new Set(Object.values(subgroups));
  const { items } = built.catalogue;
  const used = built.graph.concepts
    .map(({ id }) => id)
    .filter((id) => id.startsWith("subgroup:"))
    .map((id) => id.slice("subgroup:".length));
  expect(used.length).toBeGreaterThan(30);
  expect(used.filter((key) => !names.has(key))).toEqual([]);
  const cupcake = items.find(({ id }) => id === "thing:1f9c1");
  expect(cupcake?.facts?.["Kind"]).toBe("Sweets & candy");
});
