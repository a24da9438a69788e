/** The scorer's kernel against plain arrays, in one piece and in chunks, and the counts that a click costs. */
import { beforeAll, describe, expect, it } from "vitest";
import { ownCompute, type Compute } from "../../device/compute.ts";
import { createRandom } from "../../device/random.ts";
import { startRuntime } from "../../device/tensors.ts";
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import { addScaled, matrix, row, unitRows } from "../../math/dense.ts";
import {
  eachBlock,
  scoreOf,
  zeroWeights,
  type Features,
} from "../../math/features.ts";
import { dequantiseRows, quantiseRows } from "../../math/quantise.ts";
import { sparseRows } from "../../math/sparse.ts";
import { createGpuScorer } from "./score-gpu.ts";
import { createTensorScorer } from "./score-tensors.ts";

/** No multiples of anything, so that every edge is met. */
const N = 331;
const D = 14;
const C = 23;

const random = createRandom(17);
const by = <T>(make: (m: Modality) => T): Record<Modality, T> => ({
  text: make("text"),
  image: make("image"),
  audio: make("audio"),
  graph: make("graph"),
});
const vectors = by((m) => {
  const x = matrix(N, D);
  for (let i = 0; i < N; i += 1)
    if (m === "text" || random.uniform() < 0.5)
      for (let k = 0; k < D; k += 1) x.data[i * D + k] = random.normal();
  unitRows(x);
  return quantiseRows(x);
});
const aligned = by((m) => dequantiseRows(vectors[m]));
const concepts = sparseRows(
  Array.from(
    { length: N },
    (_, i) =>
      new Map(
        Array.from({ length: i % 5 }, (_entry, k): [number, number] => [
          (i * 7 + k * 3) % C,
          random.normal(),
        ]),
      ),
  ),
  C,
);

function fusionOf(seed: number) {
  const drawn = createRandom(seed);
  const share = by(() =>
    Float32Array.from({ length: N }, () => drawn.uniform()),
  );
  const fused = matrix(N, D);
  for (let i = 0; i < N; i += 1)
    for (const m of MODALITIES)
      addScaled(row(fused, i), row(aligned[m], i), share[m][i] ?? 0);
  return { fused, share };
}

function featuresOf(fusion: ReturnType<typeof fusionOf>): Features {
  const { text, image, audio } = aligned;
  const scales = eachBlock(() => 1);
  return { fused: fusion.fused, text, image, audio, concepts, scales };
}

const weights = (features: Features) =>
  eachBlock((block) => zeroWeights(features)[block].map(() => random.normal()));

let compute: Compute;
beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  console.info(`adapter: ${runtime.adapter}`);
  const own = ownCompute();
  if (!own) throw new Error("There is no GPU.");
  compute = own;
});

describe("the scorer on the GPU", () => {
  it("gives what plain arrays and TensorFlow.js give, for several users, after the sliders moved, in chunks", async () => {
    const items = { vectors, aligned, concepts };
    const tensors = createTensorScorer(items, fusionOf(1));
    for (const bindingBytes of [1 << 20, 16 * 4 * 100]) {
      const scorer = await createGpuScorer(
        compute,
        items,
        fusionOf(1),
        bindingBytes,
      );
      for (const seed of [1, 2]) {
        const fusion = fusionOf(seed);
        scorer.replaceFusion(fusion);
        tensors.replaceFusion(fusion);
        const features = featuresOf(fusion);
        const users = [weights(features), weights(features)];
        const found = await scorer.score(users);
        const theirs = await tensors.score(users);
        users.forEach((user, u) => {
          for (let i = 0; i < N; i += 1) {
            const plain = scoreOf(user, features, i);
            const off = (score: number | undefined): number =>
              Math.abs((score ?? NaN) - plain);
            expect(off(found[u]?.[i])).toBeLessThan(2e-5);
            expect(off(theirs[u]?.[i])).toBeLessThan(2e-5);
          }
        });
      }
      scorer.dispose();
      expect(compute.counts.buffers).toBe(0);
    }
    tensors.dispose();
  });

  it("costs one dispatch and one read of the scores, and compiles nothing again", async () => {
    const fusion = fusionOf(1);
    const items = { vectors, aligned, concepts };
    const scorer = await createGpuScorer(compute, items, fusion);
    const user = weights(featuresOf(fusion));
    await scorer.score([user]);
    const before = compute.counts;
    await scorer.score([user]);
    const after = compute.counts;
    expect(after.pipelines).toBe(before.pipelines);
    expect(after.dispatches - before.dispatches).toBe(1);
    expect(after.bytesRead - before.bytesRead).toBe(4 * N);
    expect(after.bytes).toBe(before.bytes);
    expect(scorer.bytes).toBe(after.bytes);
    scorer.dispose();
  });
});
