import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Adapter } from "../../domain/adapter.ts";
import { PalateError } from "../../domain/errors.ts";
import type { LogPosition, RatingValue } from "../../domain/rating.ts";
import { BLOCKS } from "../../math/features.ts";
import {
  readSafetensors,
  writeSafetensors,
  type Tensor,
} from "../../math/safetensors.ts";
import { readAdapter, type Expected } from "./read.ts";
import { writeAdapter } from "./write.ts";

const ITEMS = 50;
const D = 6;
const CONCEPTS = 12;
const EXPECTED: Expected = {
  baseHash: "b".repeat(64),
  catalogueHash: "c".repeat(64),
  items: ITEMS,
  dimensions: D,
  concepts: CONCEPTS,
};

const values = fc.constantFrom<RatingValue>("like", "dislike", "skip");
const floats = (length: number): fc.Arbitrary<Float32Array> =>
  fc.float32Array({
    minLength: length,
    maxLength: length,
    noNaN: true,
    noDefaultInfinity: true,
  });

const tuned = fc.integer({ min: 1, max: 8 }).chain((rank) =>
  fc.record({
    metric: fc.record({
      module: fc.constant("scorer.metric"),
      rank: fc.constant(rank),
      inputs: fc.constant(D),
      outputs: fc.constant(D),
      a: floats(rank * D),
      b: floats(rank * D),
      scale: fc.constantFrom(1, 2, 0.5),
    }),
    gains: floats(BLOCKS.length),
    concepts: fc
      .uniqueArray(fc.nat(CONCEPTS - 1), { maxLength: 5 })
      .chain((columns) =>
        fc.record({
          columns: fc.constant(columns),
          gains: floats(columns.length),
        }),
      ),
    background: fc.uniqueArray(fc.nat(ITEMS - 1), { maxLength: 9 }),
  }),
);

const adapters: fc.Arbitrary<Adapter> = fc.record({
  origin: fc.record({
    formatVersion: fc.constant(1 as const),
    baseHash: fc.constant(EXPECTED.baseHash),
    catalogueHash: fc.constant(EXPECTED.catalogueHash),
    logPosition: fc.nat().map((at) => at as LogPosition),
    seed: fc.nat(),
    encoders: fc.constantFrom(["text:1"], ["text:1", "image:2"]),
  }),
  carried: fc.uniqueArray(fc.nat(ITEMS - 1)).chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      values: fc.array(values, {
        minLength: rows.length,
        maxLength: rows.length,
      }),
      entries: fc.array(fc.integer(), {
        minLength: rows.length,
        maxLength: rows.length,
      }),
    }),
  ),
  tuned: fc.option(tuned, { nil: null }),
});

function refusal(read: () => unknown): PalateError | null {
  try {
    read();
  } catch (error) {
    if (error instanceof PalateError) return error;
    throw error;
  }
  return null;
}

const [SAMPLE] = fc.sample(
  adapters.filter(
    ({ tuned: found, carried }) => found !== null && carried.rows.length > 2,
  ),
  { numRuns: 1, seed: 4 },
);

function sample(): Adapter {
  if (!SAMPLE) throw new Error("no sample");
  return SAMPLE;
}

/** The sample's file with some of its tensors or metadata replaced. */
function altered(
  change: (
    tensors: Map<string, Tensor>,
    metadata: Record<string, string>,
  ) => void,
): Uint8Array {
  const file = readSafetensors(writeAdapter(sample()));
  const tensors = new Map(file.tensors);
  const metadata = { ...file.metadata };
  change(tensors, metadata);
  return writeSafetensors(tensors, metadata);
}

describe("adapter files", () => {
  it("read back as what was written", () => {
    fc.assert(
      fc.property(adapters, (adapter) => {
        expect(readAdapter(writeAdapter(adapter), EXPECTED)).toEqual(adapter);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("name their LoRA tensors as PEFT does and carry its configuration", () => {
    const { tensors, metadata } = readSafetensors(writeAdapter(sample()));
    const a = tensors.get("base_model.model.scorer.metric.lora_A.weight");
    const b = tensors.get("base_model.model.scorer.metric.lora_B.weight");
    const rank = sample().tuned?.metric.rank;
    expect(a?.shape).toEqual([rank, D]);
    expect(b?.shape).toEqual([D, rank]);
    expect(JSON.parse(metadata["adapter_config.json"] ?? "")).toMatchObject({
      peft_type: "LORA",
      r: rank,
      target_modules: ["scorer.metric"],
    });
  });

  it("are refused with one kind of error, wherever a byte is broken or the end is missing", () => {
    const whole = writeAdapter(sample());
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const broken = whole.slice();
        broken[at] = byte;
        const error = refusal(() => readAdapter(broken, EXPECTED));
        expect(error?.code ?? "adapter-file").toBe("adapter-file");
        const short = refusal(() =>
          readAdapter(whole.subarray(0, at), EXPECTED),
        );
        expect(short?.code).toBe("adapter-file");
        expect(short?.remedy).not.toBe("");
      }),
      { seed: 2, numRuns: 400 },
    );
  });

  it.each<[string, RegExp, Uint8Array]>([
    ["oversized", /larger/, new Uint8Array(5 * 1024 * 1024)],
    [
      "another base",
      /another base/,
      altered((_, metadata) => (metadata["palate.base"] = "0")),
    ],
    [
      "another catalogue",
      /another catalogue/,
      altered((_, metadata) => (metadata["palate.catalogue"] = "0")),
    ],
    [
      "a format of the future",
      /format 9/,
      altered((_, metadata) => (metadata["palate.format"] = "9")),
    ],
    [
      "not finite",
      /not finite/,
      altered((tensors) =>
        tensors.set("palate.user.gains", {
          dtype: "F32",
          shape: [BLOCKS.length],
          data: new Float32Array(BLOCKS.length).fill(NaN),
        }),
      ),
    ],
    [
      "wrong shape",
      /instead of/,
      altered((tensors) =>
        tensors.set("base_model.model.scorer.metric.lora_B.weight", {
          dtype: "F32",
          shape: [1, 2],
          data: Float32Array.of(1, 2),
        }),
      ),
    ],
    [
      "unknown items",
      /not in the catalogue/,
      altered((tensors) =>
        tensors.set("palate.user.background", {
          dtype: "I32",
          shape: [1],
          data: Int32Array.of(ITEMS),
        }),
      ),
    ],
    [
      "a missing tensor",
      /lacks/,
      altered((tensors) => tensors.delete("palate.ratings.rows")),
    ],
  ])("are refused when %s", (_name, message, file) => {
    const error = refusal(() => readAdapter(file, EXPECTED));
    expect(error?.message).toMatch(message);
    expect(error?.code).toBe("adapter-file");
    expect(error?.remedy).not.toBe("");
  });
});
