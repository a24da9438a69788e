/** The Lab's run on the simulated library, with models that need no GPU. */
import { describe, expect, it } from "vitest";
import { DEFAULT_SETUP, EXAMPLE_SEED } from "../config/lab.ts";
import { createRandom } from "../device/random.ts";
import { ms } from "../domain/brand.ts";
import type { LabEvent, LabResult, LabSetup } from "../domain/lab.ts";
import { piecesOf } from "../evaluation/read/dataset.ts";
import { BASELINES } from "../models/baselines/recipes.ts";
import { describeData } from "./lab-data.ts";
import { simulateLibrary } from "./lab-example.ts";
import { Gate } from "./lab-gate.ts";
import { runLab } from "./lab-run.ts";

const library = () => simulateLibrary(createRandom(EXAMPLE_SEED));
const SETUP: LabSetup = {
  ...DEFAULT_SETUP,
  models: ["random", "popularity", "item-knn"],
  protocol: "leave-one-out",
  seeds: 2,
  budget: ms(10_000),
};

function run(
  setup: LabSetup,
  onEvent: (event: LabEvent, gate: Gate) => void = () => undefined,
): Promise<LabResult> {
  const gate = new Gate();
  return runLab({
    data: library(),
    setup,
    recipes: BASELINES,
    machine: { backend: "wasm", adapter: "none", software: true },
    device: null,
    gate,
    tell: (event) => {
      onEvent(event, gate);
    },
  });
}

const figures = ({ fits }: LabResult) =>
  fits.map(({ model, seed, metrics }) => ({ model, seed, metrics }));

describe("the simulated library", () => {
  it("is the same for everybody, and no reader takes a book twice", () => {
    const [data, again] = [library(), library()];
    expect(again).toEqual(data);
    const rows = piecesOf(data.interactions ?? expect.fail("no rows"))[0];
    const pairs = Array.from(
      rows?.user ?? [],
      (user, at) => `${user} ${rows?.item[at]}`,
    );
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(describeData(data, BASELINES, true)).toMatchObject({
      users: 240,
      items: 144,
      rows: pairs.length,
      timed: true,
      protocols: ["leave-one-out", "global-time", "random", "links"],
    });
  });
});

describe("a run", () => {
  it("fits what draws at random once a seed, and gives every figure of the plan", async () => {
    const events: LabEvent[] = [];
    const result = await run(SETUP, (event) => events.push(event));
    expect(result.whole).toBe(true);
    expect(figures(result).map(({ model, seed }) => [model, seed])).toEqual([
      ["random", 1],
      ["popularity", 1],
      ["item-knn", 1],
      ["random", 2],
    ]);
    expect(events[0]).toMatchObject({ is: "planned", fits: 4 });
    expect(result.metrics[0]).toBe("NDCG@10");
    for (const { metrics } of result.fits)
      expect(Object.keys(metrics)).toEqual(result.metrics);
  });

  it("finds in the simulation what was put into it: neighbours beat popularity beats chance", async () => {
    const { fits, lead } = await run({ ...SETUP, seeds: 1 });
    const [chance, popular, near] = fits.map(
      ({ metrics }) => metrics["NDCG@10"] ?? 0,
    );
    expect(popular).toBeGreaterThan((chance ?? 0) * 1.5);
    expect(near).toBeGreaterThan((popular ?? 0) * 1.2);
    expect(lead).toMatchObject({ first: "item-knn", second: "popularity" });
    expect(lead?.low).toBeGreaterThan(0);
  });

  it("claims of the first two of its table what the table says", async () => {
    const { fits, lead } = await run({
      ...SETUP,
      models: ["popularity", "random"],
      seeds: 3,
    });
    const mean = (name: string): number => {
      const own = fits.filter(({ model }) => model === name);
      const sum = own.reduce(
        (total, { metrics }) => total + (metrics["NDCG@10"] ?? 0),
        0,
      );
      return sum / own.length;
    };
    expect(lead?.gain).toBeCloseTo(mean("popularity") - mean("random"), 9);
  });

  it("gives the same figures for the same set-up, and others for another seed", async () => {
    const first = figures(await run(SETUP));
    expect(figures(await run(SETUP))).toEqual(first);
    expect(figures(await run({ ...SETUP, seed: 5 }))).not.toEqual(first);
  });

  it("that is cancelled gives what it has", async () => {
    const result = await run(SETUP, (event, gate) => {
      if (event.is === "fitted" && event.fit.model === "popularity") gate.end();
    });
    expect(result.whole).toBe(false);
    expect(result.fits.map(({ model }) => model)).toEqual([
      "random",
      "popularity",
    ]);
  });

  it("that is paused stands still, goes on where it was, and counts no pause", async () => {
    let held: Gate | undefined;
    let ended = false;
    const running = run(SETUP, (event, gate) => {
      if (event.is !== "fitted" || held !== undefined) return;
      held = gate;
      gate.close();
    }).then((result) => {
      ended = true;
      return result;
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(held).toBeDefined();
    expect(ended).toBe(false);
    held?.open();
    const result = await running;
    expect(result.fits).toHaveLength(4);
    expect(held?.paused).toBeGreaterThan(200);
    for (const { fit, rank } of result.fits)
      expect(fit + rank).toBeLessThan(held?.paused ?? 0);
  });

  it("goes on without a model that cannot use the data, and says why", async () => {
    const data = library();
    const rows = data.interactions;
    if (rows?.is !== "whole") expect.fail("no rows");
    const result = await runLab({
      data: {
        ...data,
        interactions: { is: "whole", rows: { ...rows.rows, time: null } },
      },
      setup: {
        ...SETUP,
        models: ["item-knn-recency", "popularity"],
        protocol: "random",
      },
      recipes: BASELINES,
      machine: { backend: "wasm", adapter: "none", software: true },
      device: null,
      gate: new Gate(),
      tell: () => undefined,
    });
    expect(result.failures[0]?.why).toMatch(/order in time/);
    expect(result.fits.map(({ model }) => model)).toEqual(["popularity"]);
  });
});
