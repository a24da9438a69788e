/** The engine as the page has it: a real worker, the real catalogue, the adapter that is printed. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_STEERING } from "../config/preferences.ts";
import { ms } from "../domain/brand.ts";
import type { Catalogue, Cover } from "../domain/catalogue.ts";
import { PalateError } from "../domain/errors.ts";
import type { EntryId } from "../domain/rating.ts";
import { createEngine } from "./client.ts";
import type {
  Engine,
  EngineReport,
  TasteView,
  TuneProgress,
} from "./engine.ts";
import { loadCatalogue, loadCover } from "./files.ts";

const reports: EngineReport[] = [];
const troubles: PalateError[] = [];
let engine: Engine;
let catalogue: Catalogue;
let cover: Cover;

beforeAll(async () => {
  // The test page lies deeper than the files that the page finds beside itself.
  const base = document.createElement("base");
  base.href = "/";
  document.head.append(base);
  engine = createEngine({
    onStarted: (report) => reports.push(report),
    onRecovering: (why) => troubles.push(why),
  });
  const root = new URL(document.baseURI);
  [catalogue, cover] = await Promise.all([
    loadCatalogue(root),
    loadCover(root),
  ]);
  const report = await engine.start("webgpu");
  console.info(`adapter: ${report.adapter}`);
});

afterAll(() => {
  for (const base of document.querySelectorAll("base")) base.remove();
});

/** A person who likes the first items of a domain. */
function likes(domain: string, count: number): TasteView {
  const items = catalogue.items
    .filter((item) => item.domain === domain)
    .slice(0, count);
  const ratings = items.map(({ id }) => ({
    item: id,
    value: "like" as const,
    at: ms(1),
    entry: `entry of ${id}` as EntryId,
  }));
  const logPosition = count as TasteView["logPosition"];
  return {
    ratings,
    logPosition,
    steering: DEFAULT_STEERING,
    concepts: {},
    seed: 1,
  };
}

const listOf = async (view: TasteView) =>
  (await engine.rank(view, 40)).items.map(({ item }) => item);

test("it runs on WebGPU, with the catalogue that the page has", () => {
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatchObject({
    backend: "webgpu",
    catalogueHash: catalogue.hash,
  });
  expect(reports[0]?.fallback).toBeUndefined();
});

test("without ratings it gives the list that the build worked out", async () => {
  expect(cover.catalogueHash).toBe(catalogue.hash);
  expect(await listOf(likes("films", 0))).toEqual(
    cover.items.slice(0, 40).map(({ item }) => item),
  );
});

test("the same view gives the same list, and nothing rated is in it", async () => {
  const view = likes("instruments", 4);
  const list = await listOf(view);
  expect(new Set(list).size).toBe(40);
  for (const { item } of view.ratings) expect(list).not.toContain(item);
  expect(await listOf(view)).toEqual(list);
  const { memory } = await engine.report();
  console.info(`memory after ranking: ${Math.round(memory / 1e6)} MB`);
  expect(memory).toBeGreaterThan(1e6);
  expect(memory).toBeLessThan(64 * 1024 * 1024);
});

test("an unknown item is refused with the same error class as without a worker", async () => {
  const thrown: unknown = await engine
    .explain(likes("films", 1), "film:none" as never)
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(PalateError);
  expect(thrown).toMatchObject({ code: "bad-input" });
});

test("a ranking is answered while it learns, and a newer wish ends the learning", async () => {
  const steps: TuneProgress[] = [];
  const tuning = engine.tune(likes("films", 6), (step) => steps.push(step));
  const ended = tuning.catch((error: unknown) => error);
  await expect.poll(() => steps.length, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(await listOf(likes("films", 6))).toHaveLength(40);
  await engine.cancelTuning();
  expect(await ended).toMatchObject({ code: "cancelled" });
  expect(steps.at(-1)?.step).toBeLessThan(steps.at(-1)?.steps ?? 0);
});

test("a device that is lost while it learns: the list stays, the learning begins anew", async () => {
  const view = likes("places", 5);
  const before = await listOf(view);
  const steps: number[] = [];
  const tuning = engine.tune(view, ({ step }) => steps.push(step));
  const ended = tuning.catch((error: unknown) => error);
  await expect.poll(() => steps.length, { timeout: 60_000 }).toBeGreaterThan(1);
  const reached = steps.length;
  await engine.loseDevice();
  expect(await listOf(view)).toEqual(before);
  expect(troubles.map(({ code }) => code)).toEqual(["device-lost"]);
  expect(reports).toHaveLength(2);
  await expect
    .poll(() => steps.length, { timeout: 60_000 })
    .toBeGreaterThan(reached);
  expect(steps[reached]).toBeLessThanOrEqual(steps[0] ?? 0);
  await engine.cancelTuning();
  expect(await ended).toMatchObject({ code: "cancelled" });
});

test("WebAssembly gives the same list", async () => {
  const view = likes("films", 5);
  const onGpu = await listOf(view);
  const report = await engine.start("wasm");
  expect(report).toMatchObject({ backend: "wasm", adapter: "wasm" });
  const onWasm = await listOf(view);
  // Sums in another order may swap neighbours of equal worth.
  expect(
    onWasm.filter((item) => onGpu.includes(item)).length,
  ).toBeGreaterThanOrEqual(38);
  expect(onWasm[0]).toBe(onGpu[0]);
});
