/** The best K on the GPU against a sort of plain arrays: sizes, ties, ranges, clusters, chunks, both kinds of products. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { ownCompute, type Compute } from "../../device/compute.ts";
import { createRandom } from "../../device/random.ts";
import { startRuntime } from "../../device/tensors.ts";
import { matrix, rowDot, type Matrix } from "../../math/dense.ts";
import { createTopK, type TopKOptions } from "./top-k.ts";

let compute: Compute;
beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  const own = ownCompute();
  if (!own) throw new Error("There is no GPU.");
  compute = own;
  console.info(`adapter: ${runtime.adapter}, packed: ${own.packedDots}`);
});

/** Vectors in `clusters` heaps of neighbouring rows; as many heaps as rows are noise. */
function clustered(
  rows: number,
  columns: number,
  clusters: number,
  seed: number,
): Matrix {
  const random = createRandom(seed);
  const m = matrix(rows, columns);
  const each = Math.ceil(rows / clusters);
  const centre = new Float32Array(columns);
  for (let i = 0; i < rows; i += 1) {
    if (i % each === 0)
      for (let k = 0; k < columns; k += 1) centre[k] = random.normal();
    for (let k = 0; k < columns; k += 1)
      m.data[i * columns + k] =
        (centre[k] ?? 0) + 0.3 * (random.uniform() - 0.5);
  }
  return m;
}

function queryOf(columns: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: columns }, () => random.normal());
}

/** A sort of everything, nothing clever. */
function plainBest(m: Matrix, query: Float32Array, count: number): number[] {
  const asked = { rows: 1, columns: query.length, data: query };
  const scores = Array.from({ length: m.rows }, (_, i) =>
    rowDot(m, i, asked, 0),
  );
  return scores
    .map((_, i) => i)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, count);
}

async function found(
  m: Matrix,
  query: Float32Array,
  count: number,
  options?: TopKOptions,
) {
  const index = await createTopK(compute, m, options);
  try {
    return await index.search(query, count);
  } finally {
    index.dispose();
  }
}

/** Share of the true best that was found; what was found must stand in the true order. */
async function recall(
  m: Matrix,
  seed: number,
  options?: TopKOptions,
): Promise<number> {
  const query = queryOf(m.columns, seed);
  const wanted = plainBest(m, query, 100);
  const { rows } = await found(m, query, 100, options);
  const place = new Map(plainBest(m, query, m.rows).map((i, at) => [i, at]));
  const places = rows.map((i) => place.get(i) ?? NaN);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(rows).toHaveLength(wanted.length);
  return rows.filter((i) => wanted.includes(i)).length / wanted.length;
}

describe("the best K on the GPU", () => {
  it("finds 99 of 100 of all that plain arrays find, from 1 row to 200,000, in the same order", async () => {
    for (const [rows, columns, clusters] of [
      [1, 128, 1],
      [63, 5, 63],
      [64, 16, 3],
      [65, 17, 65],
      [1000, 128, 20],
      [4561, 128, 68],
      [4561, 128, 4561],
      [60_000, 128, 300],
      [200_000, 32, 200_000],
      [200_000, 32, 50],
    ] as const) {
      const share = await recall(clustered(rows, columns, clusters, rows), 5);
      expect(
        share,
        `${rows} x ${columns} in ${clusters}`,
      ).toBeGreaterThanOrEqual(0.99);
    }
  }, 240_000);

  it("does not depend on chunks or on how bytes are multiplied", async () => {
    const m = clustered(3000, 40, 30, 2);
    const query = queryOf(40, 3);
    const whole = await found(m, query, 50);
    for (const packed of [true, false])
      for (const bindingBytes of [64 * 48 * 7, 1 << 27])
        expect(await found(m, query, 50, { packed, bindingBytes })).toEqual(
          whole,
        );
  });

  it("answers any query of any catalogue as plain arrays do", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: -18, max: 18 }),
        fc.nat(),
        async (rows, columns, count, power, seed) => {
          const m = clustered(rows, columns, rows, seed);
          // Small whole numbers are eight-bit numbers exactly, and give many ties.
          m.data.forEach((value, k) => {
            m.data[k] = Math.round(value) * 10 ** power;
          });
          const query = queryOf(columns, seed + 1).map((x) => Math.sign(x));
          const best = await found(m, query, count);
          const asked = { rows: 1, columns, data: query };
          const scoreAt = (i: number): number => rowDot(m, i, asked, 0);
          const wanted = plainBest(m, query, count);
          expect(best.scores).toEqual(best.rows.map(scoreAt));
          best.rows.forEach((i, at) => {
            const slack = 1e-2 * 10 ** power * columns;
            expect(
              Math.abs(scoreAt(i) - scoreAt(wanted[at] ?? -1)),
            ).toBeLessThanOrEqual(slack);
          });
        },
      ),
      { numRuns: 25, seed: 7 },
    );
  });

  it("keeps the smaller row first where thousands are alike, even more than there is room for", async () => {
    for (const rows of [300, 20_000]) {
      const same = matrix(rows, 8);
      same.data.fill(0.5);
      const { rows: first } = await found(
        same,
        new Float32Array(8).fill(1),
        20,
      );
      expect(first).toEqual(Array.from({ length: 20 }, (_, i) => i));
      const nothing = await found(matrix(rows, 8), new Float32Array(8), 3);
      expect(nothing).toEqual({ rows: [0, 1, 2], scores: [0, 0, 0] });
    }
  });

  it("leaves no buffer behind, and reads back the candidates only", async () => {
    const index = await createTopK(compute, clustered(5000, 16, 9, 4));
    const query = queryOf(16, 5);
    await index.search(query, 10);
    const before = compute.counts;
    for (let turn = 0; turn < 20; turn += 1) await index.search(query, 10);
    const after = compute.counts;
    expect(after).toMatchObject({
      buffers: before.buffers,
      bytes: before.bytes,
      pipelines: before.pipelines,
    });
    expect(after.dispatches - before.dispatches).toBe(20 * 3);
    expect((after.bytesRead - before.bytesRead) / 20).toBeLessThanOrEqual(
      32 * 1024,
    );
    index.dispose();
    expect(compute.counts.buffers).toBe(0);
  });
});
