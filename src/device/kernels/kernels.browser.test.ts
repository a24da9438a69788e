import "../gradients.ts";
import {
  mul,
  sum,
  tensor2d,
  tidy,
  valueAndGrad,
  valueAndGrads,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { transposedRows } from "../../math/interactions.ts";
import { sparseRows, type SparseRows } from "../../math/sparse.ts";
import { heldAround } from "../../testing/leaks.ts";
import { createRandom } from "../random.ts";
import { startRuntime } from "../tensors.ts";
import { rowProducts } from "./row-products.ts";
import {
  gatherRows,
  segmentSum,
  sparseDense,
  sparseTensor,
} from "./sparse-dense.ts";

beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  if (runtime.backend !== "webgpu") throw new Error(runtime.fallback);
  console.info(`adapter: ${runtime.adapter}`);
});

const random = createRandom(5);
const numbers = (n: number): Float32Array =>
  new Float32Array(n).map(() => random.normal());

function sparse(rows: number, columns: number): SparseRows {
  const maps = Array.from({ length: rows }, (_, i) => {
    // Every third row is empty.
    const own = i % 3 === 2 ? 0 : 1 + random.integer(columns);
    const chosen = random.sample(Array(columns).keys(), own);
    return new Map(chosen.map((column) => [column, random.normal()]));
  });
  return sparseRows(maps, columns);
}

/** The law: row by row, entry by entry. */
function plainProduct(m: SparseRows, dense: Float32Array, d: number): number[] {
  return Array.from({ length: m.rows * d }, (_, at) => {
    const [row, column] = [Math.floor(at / d), at % d];
    let total = 0;
    for (let k = m.offsets[row] ?? 0; k < (m.offsets[row + 1] ?? 0); k += 1)
      total +=
        (m.values[k] ?? 0) * (dense[(m.indices[k] ?? 0) * d + column] ?? 0);
    return total;
  });
}

function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>) {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i += 1)
    expect(actual[i]).toBeCloseTo(expected[i] ?? 0, 4);
}

async function take(make: () => Tensor): Promise<Float32Array> {
  const made = tidy(make);
  const values = Float32Array.from(await made.data());
  made.dispose();
  return values;
}

/** Central differences of `f` at `x`, in 64 bits. */
function differences(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
): number[] {
  const STEP = 1e-4;
  return Array.from({ length: x.length }, (_, i) => {
    const moved = (by: number): number => {
      const near = Float64Array.from(x);
      near[i] = (near[i] ?? 0) + by;
      return f(near);
    };
    return (moved(STEP) - moved(-STEP)) / (2 * STEP);
  });
}

describe.each([8, 5])("a sparse product of %d columns", (d) => {
  const m = sparse(7, 6);
  const dense = numbers(6 * d);

  test("is the one of plain arrays", async () => {
    const product = await take(() =>
      sparseDense(sparseTensor(m), tensor2d(dense, [6, d])),
    );
    expectNear(product, plainProduct(m, dense, d));
  });

  test("has the gradient of finite differences", async () => {
    const weights = numbers(7 * d);
    const [forward, flipped] = [m, transposedRows(m)].map(sparseTensor);
    if (!forward || !flipped) throw new Error("two matrices");
    const gradient = await take(() => {
      const w = tensor2d(weights, [7, d]);
      const f = valueAndGrad((x: Tensor) => {
        const product = sparseDense(forward, x as Tensor2D, flipped);
        return sum(mul(mul(product, product), w));
      });
      return f(tensor2d(dense, [6, d])).grad;
    });
    forward.dispose();
    flipped.dispose();
    const plain = differences(
      (x) =>
        plainProduct(m, Float32Array.from(x), d).reduce(
          (total, value, i) => total + value * value * (weights[i] ?? 0),
          0,
        ),
      dense,
    );
    gradient.forEach((value, i) => {
      expect(Math.abs(value - (plain[i] ?? 0))).toBeLessThan(
        0.02 * (1 + Math.abs(value)),
      );
    });
  });
});

test("rows of a table: the gradient is the sum over the places that took the row", async () => {
  const rows = Int32Array.of(2, 0, 2, 2);
  const taken = await take(() =>
    gatherRows(tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), rows),
  );
  expect([...taken]).toEqual([5, 6, 1, 2, 5, 6, 5, 6]);
  const gradient = await take(() => {
    const f = valueAndGrad((x: Tensor) =>
      sum(
        mul(
          gatherRows(x as Tensor2D, rows),
          tensor2d([1, 10, 2, 20, 3, 30, 4, 40], [4, 2]),
        ),
      ),
    );
    return f(tensor2d([1, 2, 3, 4, 5, 6], [3, 2])).grad;
  });
  expect([...gradient]).toEqual([2, 20, 0, 0, 8, 80]);
});

test("a segment sum leaves empty segments at zero", async () => {
  const sums = await take(() =>
    segmentSum(tensor2d([1, 2, 3], [3, 1]), Int32Array.of(3, 1, 3), 5),
  );
  expect([...sums]).toEqual([0, 2, 0, 4, 0]);
});

test("products of rows at sizes that fill no block", async () => {
  for (const [rows, columns, depth] of [
    [1, 1, 4],
    [9, 5, 8],
    [16, 33, 12],
  ] as const) {
    const [a, b] = [numbers(rows * depth), numbers(columns * depth)];
    const product = await take(() =>
      rowProducts(tensor2d(a, [rows, depth]), tensor2d(b, [columns, depth])),
    );
    const plain = Array.from({ length: rows * columns }, (_, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      let total = 0;
      for (let k = 0; k < depth; k += 1)
        total += (a[i * depth + k] ?? 0) * (b[j * depth + k] ?? 0);
      return total;
    });
    expectNear(product, plain);
  }
});

test("products of rows have the gradient of both sides", async () => {
  const [a, b, w] = [numbers(3 * 5), numbers(2 * 5), numbers(6)];
  const gradients = tidy(() => {
    const f = valueAndGrads((x: Tensor, y: Tensor) => {
      const all = rowProducts(x as Tensor2D, y as Tensor2D);
      return sum(mul(mul(all, all), tensor2d(w, [3, 2])));
    });
    return f([tensor2d(a, [3, 5]), tensor2d(b, [2, 5])]).grads;
  });
  const plain = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
    let total = 0;
    for (let at = 0; at < 6; at += 1) {
      const [i, j] = [Math.floor(at / 2), at % 2];
      let dot = 0;
      for (let k = 0; k < 5; k += 1)
        dot += (x[i * 5 + k] ?? 0) * (y[j * 5 + k] ?? 0);
      total += dot * dot * (w[at] ?? 0);
    }
    return total;
  };
  const expected = [
    differences((x) => plain(x, b), a),
    differences((y) => plain(a, y), b),
  ];
  for (const [i, gradient] of gradients.entries()) {
    expectNear(await gradient.data(), expected[i] ?? []);
    gradient.dispose();
  }
});

test("nothing is left behind", async () => {
  const m = sparse(7, 6);
  const { before, after } = await heldAround(
    () =>
      take(() => {
        const held = sparseTensor(m);
        return sparseDense(
          held,
          gatherRows(
            tensor2d(numbers(24), [3, 8]),
            Int32Array.of(0, 1, 2, 0, 1, 2),
          ),
        );
      }),
    { burnIn: 2, repeats: 5 },
  );
  expect(after).toEqual(before);
});
