import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  readSafetensors,
  SafetensorsError,
  writeSafetensors,
  type SafetensorsProblem,
  type Tensor,
} from "./safetensors.ts";

const shapes = fc.array(fc.nat({ max: 5 }), { maxLength: 4 });

const tensor: fc.Arbitrary<Tensor> = fc
  .tuple(
    shapes,
    fc.constantFrom("F32", "F16", "I8", "I32", "U8"),
    fc.infiniteStream(fc.integer()),
  )
  .map(([shape, dtype, numbers]): Tensor => {
    const length = shape.reduce((n, d) => n * d, 1);
    const values = Array.from({ length }, () => Number(numbers.next().value));
    switch (dtype) {
      case "F32":
        return { dtype, shape, data: Float32Array.from(values) };
      case "F16":
        return { dtype, shape, data: Uint16Array.from(values) };
      case "I8":
        return { dtype, shape, data: Int8Array.from(values) };
      case "I32":
        return { dtype, shape, data: Int32Array.from(values) };
      case "U8":
        break;
    }
    return { dtype: "U8", shape, data: Uint8Array.from(values) };
  });

const names = fc
  .string()
  .filter((name) => name !== "__metadata__" && name !== "__proto__");
const texts = fc.string({ unit: "grapheme" });

/** A file with a header of our choosing, to say things that the writer never says. */
function forge(header: string, body = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + json.length + body.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  file.set(body, 8 + json.length);
  return file;
}

function problemOf(read: () => unknown): SafetensorsProblem | "none" {
  try {
    read();
  } catch (error) {
    if (error instanceof SafetensorsError) return error.problem;
    throw error;
  }
  return "none";
}

describe("safetensors", () => {
  it("reads back what it wrote, whatever the names, shapes and metadata", () => {
    fc.assert(
      fc.property(
        fc.dictionary(names, tensor, { maxKeys: 6 }),
        fc.dictionary(names, texts, { maxKeys: 4 }),
        (tensors, metadata) => {
          const back = readSafetensors(writeSafetensors(tensors, metadata));
          expect({ ...back.metadata }).toEqual({ ...metadata });
          expect([...back.tensors.keys()].sort()).toEqual(
            Object.keys(tensors).sort(),
          );
          for (const [name, written] of Object.entries(tensors))
            expect(back.tensors.get(name)).toEqual(written);
        },
      ),
      { seed: 1 },
    );
  });

  it("gives the same bytes for the same tensors in any order", () => {
    const a: Tensor = { dtype: "F32", shape: [2], data: Float32Array.of(1, 2) };
    const b: Tensor = { dtype: "I8", shape: [3], data: Int8Array.of(1, -2, 3) };
    expect(writeSafetensors({ a, b }, { x: "1", y: "2" })).toEqual(
      writeSafetensors(
        new Map([
          ["b", b],
          ["a", a],
        ]),
        { y: "2", x: "1" },
      ),
    );
  });

  it("answers any damaged file with its own error, never with another one", () => {
    const whole = writeSafetensors(
      {
        a: {
          dtype: "F32",
          shape: [2, 3],
          data: Float32Array.of(1, 2, 3, 4, 5, 6),
        },
        b: { dtype: "I8", shape: [3], data: Int8Array.of(1, -2, 3) },
      },
      { format: "test" },
    );
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.nat(255),
        fc.nat(whole.length),
        (at, byte, end) => {
          const broken = whole.slice();
          broken[at] = byte;
          problemOf(() => readSafetensors(broken));
          if (end < whole.length)
            expect(
              problemOf(() => readSafetensors(whole.subarray(0, end))),
            ).not.toBe("none");
        },
      ),
      { seed: 2, numRuns: 2000 },
    );
  });

  it.each<[SafetensorsProblem, Uint8Array]>([
    ["truncated", new Uint8Array(7)],
    [
      "truncated",
      forge(
        '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}',
        new Uint8Array(3),
      ),
    ],
    ["oversized", Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255)],
    ["header", forge("[]")],
    ["header", forge('{"__metadata__":{"a":1}}')],
    [
      "dtype",
      forge(
        '{"a":{"dtype":"F64","shape":[],"data_offsets":[0,8]}}',
        new Uint8Array(8),
      ),
    ],
    [
      "dtype",
      forge('{"a":{"dtype":"toString","shape":[],"data_offsets":[0,8]}}'),
    ],
    ["shape", forge('{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}')],
    [
      "shape",
      forge(
        '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,3]}}',
        new Uint8Array(3),
      ),
    ],
    ["shape", forge('{"a":{"dtype":"U8","shape":[0.5],"data_offsets":[0,0]}}')],
    [
      "layout",
      forge(
        '{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}',
        new Uint8Array(2),
      ),
    ],
    ["layout", forge("{}", new Uint8Array(1))],
    [
      "layout",
      forge(
        '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}',
        new Uint8Array(3),
      ),
    ],
    [
      "duplicate",
      forge(
        '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\\u0061":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}',
        new Uint8Array(1),
      ),
    ],
  ])("refuses a file that is wrong by %s", (problem, file) => {
    expect(problemOf(() => readSafetensors(file))).toBe(problem);
  });

  it("refuses a file above the caller's limit before parsing it", () => {
    const file = writeSafetensors({
      a: { dtype: "U8", shape: [9], data: new Uint8Array(9) },
    });
    expect(problemOf(() => readSafetensors(file, file.length - 1))).toBe(
      "oversized",
    );
    expect(problemOf(() => readSafetensors(file, file.length))).toBe("none");
  });

  it("refuses to write a tensor that is not what it says", () => {
    const data = new Float32Array(3);
    expect(
      problemOf(() =>
        writeSafetensors({ a: { dtype: "F32", shape: [2], data } }),
      ),
    ).toBe("shape");
    expect(
      problemOf(() =>
        writeSafetensors({ a: { dtype: "I32", shape: [3], data } }),
      ),
    ).toBe("dtype");
  });
});
