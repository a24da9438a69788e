import { beforeAll, describe, expect, it } from "vitest";
import { ownCompute } from "../../device/compute.ts";
import { createRandom } from "../../device/random.ts";
import { startRuntime } from "../../device/tensors.ts";
import { MODALITIES } from "../../domain/modality.ts";
import { dequantiseRows, quantiseRows } from "../../math/quantise.ts";
import { matrix, row, unitRows, type Matrix } from "../../math/dense.ts";
import { attentionLogits, eachModality, type Attention } from "./attention.ts";
import { fuse } from "./fuse.ts";
import { fuseReference } from "./reference.ts";

const N = 37;
const D = 12;
const HIDDEN = 5;
/** Largest difference between the GPU and plain arrays; both compute in 32 bits. */
const TOLERANCE = 2e-5;

const random = createRandom(3);
function noise(rows: number, columns: number): Matrix {
  const m = matrix(rows, columns);
  m.data.forEach((_, i) => {
    m.data[i] = random.normal();
  });
  return m;
}

const mask = eachModality((m) =>
  Float32Array.from({ length: N }, (_, i) =>
    m === "text" || random.uniform() < 0.5 ? Number(i > 0) : 0,
  ),
);
const quantised = eachModality((m) => {
  const vectors = noise(N, D);
  unitRows(vectors);
  for (let i = 0; i < N; i += 1) if (!mask[m][i]) row(vectors, i).fill(0);
  return quantiseRows(vectors);
});
const z = eachModality((m) => dequantiseRows(quantised[m]));
const attention: Attention = {
  query: noise(HIDDEN, D),
  value: noise(1, HIDDEN).data,
  bias: { text: 0.2, image: -0.4, audio: 0, graph: 0.7 },
};
const sliders = { text: 0, image: 0.5, audio: -1, graph: 0 };

beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  console.info(`adapter: ${runtime.adapter}`);
});

describe("fusion", () => {
  it("gives on the GPU what plain arrays give, missing modalities and empty items included", async () => {
    const before = ownCompute()?.counts.buffers;
    expect(before).toBe(0);
    const logits = await attentionLogits(quantised, attention);
    expect(ownCompute()?.counts.buffers).toBe(before);
    const { fused, share } = fuse(z, mask, logits, sliders);
    const plain = fuseReference(z, mask, attention, sliders);
    plain.fused.data.forEach((value, i) => {
      expect(Math.abs((fused.data[i] ?? NaN) - value)).toBeLessThan(TOLERANCE);
    });
    for (const [at, m] of MODALITIES.entries())
      for (let i = 0; i < N; i += 1)
        expect(
          Math.abs((share[m][i] ?? NaN) - (row(plain.share, i)[at] ?? NaN)),
        ).toBeLessThan(TOLERANCE);
  });

  it("is linear: the shares rebuild the fused vector from the modalities", () => {
    const { fused, share } = fuseReference(z, mask, attention, sliders);
    for (let i = 0; i < N; i += 1)
      for (let k = 0; k < D; k += 1) {
        const rebuilt = MODALITIES.reduce(
          (sum, m, at) =>
            sum + (row(share, i)[at] ?? 0) * (row(z[m], i)[k] ?? 0),
          0,
        );
        expect(rebuilt).toBeCloseTo(row(fused, i)[k] ?? NaN, 5);
      }
  });
});
