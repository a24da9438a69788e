import { beforeAll, describe, expect, it } from "vitest";
import { Compute } from "../../device/compute.ts";
import { requestGpu } from "../../device/gpu.ts";
import { createRandom } from "../../device/random.ts";
import { ms } from "../../domain/brand.ts";
import type { FitOptions, LinkQuery, Triples } from "../../domain/model.ts";
import { makeBatch } from "./batches.ts";
import { plainDistance, plainLoss, type PlainTables } from "./reference.ts";
import { TranslationGpu, type Tables } from "./translation-gpu.ts";
import { Translation } from "./translation.ts";

const ENTITIES = 13;
const RELATIONS = 3;
const D = 8;
const RATE = 0.1;
/** Largest difference between 32-bit kernels and 64-bit arrays after one step. */
const TOLERANCE = 2e-5;
/** Step of the central differences; far smaller than the distance of random numbers from a kink of |x|. */
const NUDGE = 1e-7;

const shape = {
  batch: 16,
  chunk: 8,
  negatives: 8,
  tile: 4,
  quads: 1,
  entities: ENTITIES,
  relations: RELATIONS,
  dimensions: D,
  margin: 2,
  temperature: 1.5,
  learningRate: RATE,
  firstSquare: 1,
};

const random = createRandom(5);
function table(rows: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: rows * D }, () => random.normal() / 2);
}
function unitTable(rows: number): Float32Array<ArrayBuffer> {
  const values = table(rows);
  for (let r = 0; r < rows; r += 1) unit(values.subarray(r * D, (r + 1) * D));
  return values;
}
function unit(values: Float32Array | Float64Array): void {
  const length = Math.hypot(...values);
  values.forEach((x, k) => (values[k] = x / length));
}

const tables: Tables = {
  entities: table(ENTITIES),
  relations: table(RELATIONS),
  normals: unitTable(RELATIONS),
};
const plain = (): PlainTables => ({
  entities: Float64Array.from(tables.entities),
  relations: Float64Array.from(tables.relations),
  normals: Float64Array.from(tables.normals),
});

const graph: Triples = {
  entities: ENTITIES,
  relations: RELATIONS,
  head: Uint32Array.from({ length: 20 }, () => random.integer(ENTITIES)),
  relation: Uint32Array.from({ length: 20 }, () => random.integer(RELATIONS)),
  tail: Uint32Array.from({ length: 20 }, () => random.integer(ENTITIES)),
};

let compute: Compute;
beforeAll(async () => {
  const gpu = await requestGpu();
  console.info(`adapter: ${gpu.name}`);
  compute = new Compute(gpu.device);
});

/** Largest difference; infinite where the lengths differ. */
function apart(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (found.length !== wanted.length) return Infinity;
  let most = 0;
  for (let i = 0; i < wanted.length; i += 1)
    most = Math.max(most, Math.abs((found[i] ?? NaN) - (wanted[i] ?? 0)));
  return most;
}

describe.each([
  ["TransE", false],
  ["TransH", true],
] as const)("%s on the GPU", (_, hyperplane) => {
  const own = { ...shape, hyperplane };

  it.each(["tail", "head"] as const)(
    "takes the step that finite differences of the plain loss ask for, %s open",
    async (open) => {
      const order = Uint32Array.from(graph.head.keys());
      const drawn = createRandom(2);
      const batch = makeBatch(graph, order, 7, open, own, drawn, hyperplane);
      const shares: number[][] = [];
      const loss = plainLoss(plain(), batch.rows, open, own, shares);
      const at = plain();
      const wanted = plain();
      for (const name of ["entities", "relations", "normals"] as const) {
        if (name === "normals" && !hyperplane) continue;
        for (let i = 0; i < at[name].length; i += 1) {
          const [before, slope] = [at[name][i] ?? 0, [1, -1]];
          const [up = 0, down = 0] = slope.map((side) => {
            at[name][i] = before + side * NUDGE;
            return plainLoss(at, batch.rows, open, own, shares);
          });
          at[name][i] = before;
          const g = (up - down) / (2 * NUDGE);
          wanted[name][i] = before - (RATE * g) / Math.sqrt(1 + g * g);
        }
      }
      if (hyperplane)
        for (let r = 0; r < RELATIONS; r += 1)
          unit(wanted.normals.subarray(r * D, (r + 1) * D));

      const gpu = await TranslationGpu.create(compute, own, tables);
      gpu.train(batch);
      const found = await gpu.tables();
      expect(await gpu.takeLoss(1)).toBeCloseTo(loss / own.batch, 4);
      gpu.dispose();
      expect(apart(found.entities, wanted.entities)).toBeLessThan(TOLERANCE);
      expect(apart(found.relations, wanted.relations)).toBeLessThan(TOLERANCE);
      expect(apart(found.normals, wanted.normals)).toBeLessThan(TOLERANCE);
    },
  );

  it("gives every entity the distance of the plain formula", async () => {
    const gpu = await TranslationGpu.create(compute, own, tables);
    const found = await gpu.distances([1, 4, 9], [0, 2, 1], "head");
    gpu.dispose();
    const wanted = [1, 4, 9].flatMap((tail, at) =>
      Array.from({ length: ENTITIES }, (__, head) =>
        plainDistance(plain(), [head, [0, 2, 1][at] ?? 0, tail], own),
      ),
    );
    expect(apart(found, wanted)).toBeLessThan(TOLERANCE);
  });
});

describe("a translation model", () => {
  const options = (): FitOptions => ({
    random: createRandom(1),
    signal: new AbortController().signal,
    budget: ms(60_000),
    onProgress: () => undefined,
  });
  /** Relation 0 goes one step along a line of 40 places. */
  const line: Triples = {
    entities: 40,
    relations: 1,
    head: Uint32Array.from({ length: 39 }, (_, i) => i),
    relation: new Uint32Array(39),
    tail: Uint32Array.from({ length: 39 }, (_, i) => i + 1),
  };
  const nothing = {
    users: 0,
    items: 0,
    user: new Uint32Array(),
    item: new Uint32Array(),
    time: null,
    value: null,
  };
  const settings = { dimensions: 16, batch: 64, epochs: 150, margin: 4 };

  it("learns a line in both directions, the same from the same seed, and frees what it held", async () => {
    const before = compute.counts.buffers;
    const data = { interactions: nothing, graph: line, content: [] };
    const model = new Translation(compute, "transe", settings);
    await model.fit(data, options());
    const queries: LinkQuery[] = [12, 30].flatMap((entity) => [
      { entity, relation: 0, missing: "tail" },
      { entity, relation: 0, missing: "head" },
    ]);
    const first = await model.rank(queries, 1, ({ entity }) => [entity]);
    expect(first).toEqual([[13], [11], [31], [29]]);
    const learned = await model.tables();
    await model.fit(data, options());
    expect((await model.tables()).entities).toEqual(learned.entities);
    model.dispose();
    expect(compute.counts.buffers).toBe(before);
  });

  it("says what is missing when there is no graph, and stops when it is told to", async () => {
    const model = new Translation(compute, "transh", settings);
    await expect(
      model.fit({ interactions: nothing, graph: null, content: [] }, options()),
    ).rejects.toMatchObject({ code: "bad-input" });
    await expect(
      model.fit(
        { interactions: nothing, graph: line, content: [] },
        { ...options(), signal: AbortSignal.abort() },
      ),
    ).rejects.toMatchObject({ code: "cancelled" });
    model.dispose();
  });
});
