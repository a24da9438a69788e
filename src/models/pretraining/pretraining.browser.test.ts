/**
 * Pretraining on a small catalogue whose structure is known: what it learns, on WebAssembly because many tiny
 * operations are slow on a software GPU, and that WebGPU takes the same steps.
 */
import { removeBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { PRETRAINING } from "../../config/pretraining.ts";
import "../../device/gradients.ts";
import { createRandom } from "../../device/random.ts";
import { startRuntime } from "../../device/tensors.ts";
import { dot, row } from "../../math/dense.ts";
import {
  DIMENSIONS,
  groupedCatalogue,
  GROUPS,
  ITEMS,
} from "../../testing/grouped-catalogue.ts";
import { ENCODER_MODES } from "./encoder.ts";
import { pretrain, type PretrainInput } from "./pretrain.ts";

beforeAll(async () => {
  const { adapter } = await startRuntime("wasm", new URL(location.origin));
  console.log(`adapter: ${adapter}`);
});

const run = (
  mode: PretrainInput["mode"],
  steps: number,
  signal = new AbortController().signal,
) =>
  pretrain({
    ...groupedCatalogue(),
    mode,
    tasks: { next: true, reconstruct: true },
    settings: {
      ...PRETRAINING,
      steps,
      walks: 16,
      length: 3,
      learningRate: 0.02,
    },
    random: createRandom(3),
    signal,
    onStep: () => undefined,
  });

/** Mean cosine within groups less that between them. */
function gap(data: Float32Array): number {
  const m = { rows: ITEMS, columns: DIMENSIONS, data };
  const sums = [0, 0];
  const counts = [0, 0];
  for (let i = 0; i < ITEMS; i += 1)
    for (let j = 0; j < i; j += 1) {
      const at = i % GROUPS === j % GROUPS ? 0 : 1;
      sums[at] = (sums[at] ?? 0) + dot(row(m, i), row(m, j));
      counts[at] = (counts[at] ?? 0) + 1;
    }
  return (sums[0] ?? 0) / (counts[0] ?? 1) - (sums[1] ?? 0) / (counts[1] ?? 1);
}

test.each(ENCODER_MODES)(
  "%s: the loss falls, and what walks join lies closer together",
  async (mode) => {
    const before = await run(mode, 0);
    const after = await run(mode, 61);
    expect(after.loss.length).toBe(7);
    expect(after.loss.at(-1)).toBeLessThan(0.9 * (after.loss[0] ?? 0));
    expect(gap(after.encoded.data)).toBeGreaterThan(
      gap(before.encoded.data) + 0.1,
    );
    for (let i = 0; i < ITEMS; i += 1)
      expect(Math.hypot(...row(after.encoded, i))).toBeCloseTo(1, 4);
  },
  30_000,
);

test("the seed decides the run, and a stop is a stop", async () => {
  const [a, b] = [await run("mean", 3), await run("mean", 3)];
  expect(a.encoded.data).toEqual(b.encoded.data);
  const stopped = new AbortController();
  stopped.abort();
  await expect(run("mean", 3, stopped.signal)).rejects.toMatchObject({
    code: "cancelled",
  });
});

/** `[N, D]` after two steps of attention, which has every kind of operation but those of the joint tokens. */
async function twoSteps(backend: "webgpu" | "wasm"): Promise<Float32Array> {
  const runtime = await startRuntime(backend, new URL(location.origin));
  expect(runtime.backend).toBe(backend);
  console.log(`adapter: ${runtime.adapter}`);
  const { encoded } = await pretrain({
    ...groupedCatalogue(),
    mode: "attention",
    tasks: { next: true, reconstruct: true },
    settings: { ...PRETRAINING, steps: 2, walks: 8, length: 3 },
    random: createRandom(3),
    signal: new AbortController().signal,
    onStep: () => undefined,
  });
  removeBackend(backend);
  return encoded.data;
}

test("two steps on WebGPU end where two steps on WebAssembly end", async () => {
  const wasm = await twoSteps("wasm");
  const webgpu = await twoSteps("webgpu");
  const farthest = Math.max(
    ...webgpu.map((value, at) => Math.abs(value - (wasm[at] ?? NaN))),
  );
  expect(farthest).toBeLessThan(1e-3);
}, 60_000);
