import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHalf, toHalf } from "./half.ts";
import {
  BLOCK,
  dequantiseBlocks,
  dequantiseRows,
  quantiseBlocks,
  quantiseRows,
} from "./quantise.ts";

const weight = fc.float({ min: -4, max: 4, noNaN: true });

function matrix(rows: number, columns: number): fc.Arbitrary<Float32Array> {
  const length = rows * columns;
  return fc
    .array(weight, { minLength: length, maxLength: length })
    .map((values) => Float32Array.from(values));
}

describe("int8 rows", () => {
  it("come back within half a step of their row", () => {
    fc.assert(
      fc.property(matrix(3, 8), (weights) => {
        const rows = quantiseRows(weights, 8);
        const back = dequantiseRows(rows, 8);
        weights.forEach((value, i) => {
          const step = rows.scales[Math.floor(i / 8)] ?? 0;
          expect(Math.abs((back[i] ?? 0) - value)).toBeLessThanOrEqual(
            step * 0.5001,
          );
        });
      }),
      { seed: 1 },
    );
  });

  it("are the same when what came back is quantised again", () => {
    fc.assert(
      fc.property(matrix(2, 8), (weights) => {
        const once = quantiseRows(weights, 8);
        const twice = quantiseRows(dequantiseRows(once, 8), 8);
        expect([...twice.values]).toEqual([...once.values]);
      }),
      { seed: 2 },
    );
  });

  it("keep a row of zeros at scale 0", () => {
    const { values, scales } = quantiseRows(new Float32Array(4), 4);
    expect([...scales]).toEqual([0]);
    expect([...values]).toEqual([0, 0, 0, 0]);
  });
});

describe("MatMulNBits blocks", () => {
  const [K, N] = [2 * BLOCK, 3];

  it("come back within half a step of their block", () => {
    fc.assert(
      fc.property(matrix(K, N), (weights) => {
        const blocks = quantiseBlocks(weights, K, N);
        const back = dequantiseBlocks(blocks, K, N);
        for (let k = 0; k < K; k++)
          for (let n = 0; n < N; n++) {
            const step = blocks.scales[(n * K + k - (k % BLOCK)) / BLOCK] ?? 0;
            const error = (back[k * N + n] ?? 0) - (weights[k * N + n] ?? 0);
            expect(Math.abs(error)).toBeLessThanOrEqual(step * 0.5001);
          }
      }),
      { seed: 3, numRuns: 30 },
    );
  });

  it("use the zero point that the kernel assumes", () => {
    const { values } = quantiseBlocks(new Float32Array(BLOCK), BLOCK, 1);
    expect(new Set(values)).toEqual(new Set([128]));
  });

  it("refuse a K that is not made of whole blocks", () => {
    expect(() => quantiseBlocks(new Float32Array(33), 33, 1)).toThrow(
      RangeError,
    );
  });
});

describe("half floats", () => {
  it("survive the way there and back for every bit pattern but NaN's", () => {
    const changed: number[] = [];
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits);
      if (!Number.isNaN(value) && toHalf(value) !== bits) changed.push(bits);
    }
    expect(changed).toEqual([]);
  });

  it("round to a neighbour that is nearest, ties to even", () => {
    fc.assert(
      fc.property(
        fc.float({ min: -65000, max: 65000, noNaN: true }),
        (value) => {
          const bits = toHalf(value);
          const error = Math.abs(fromHalf(bits) - value);
          for (const other of [bits - 1, bits + 1]) {
            if (((other ^ bits) & 0x8000) !== 0 || other < 0) continue;
            const distance = Math.abs(fromHalf(other) - value);
            expect(error).toBeLessThanOrEqual(distance);
            if (error === distance) expect(bits & 1).toBe(0);
          }
        },
      ),
      { seed: 4, numRuns: 2000 },
    );
  });

  it("go to infinity and back, and keep NaN", () => {
    expect(fromHalf(toHalf(70000))).toBe(Infinity);
    expect(fromHalf(toHalf(-Infinity))).toBe(-Infinity);
    expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
  });
});
