import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../device/random.ts";
import { cholesky, solveCholesky } from "./cholesky.ts";
import {
  dot,
  matrix,
  rmsNormRows,
  row,
  times,
  transposed,
  type Matrix,
} from "./dense.ts";
import { eigenLeading, eigenSymmetric, orthonormalise } from "./eigen.ts";
import { procrustes, project, whitening } from "./pca.ts";
import { dequantiseRows, quantiseRows } from "./quantise.ts";
import { ridge } from "./ridge.ts";

const SEED = 7;

function noise(rows: number, columns: number, seed = SEED): Matrix {
  const random = createRandom(seed);
  const m = matrix(rows, columns);
  m.data.forEach((_, i) => {
    m.data[i] = random.normal();
  });
  return m;
}

describe("dense", () => {
  it("multiplies like the definition, whatever the shapes", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 11 }),
        fc.integer({ min: 1, max: 6 }),
        (n, k, m) => {
          const a = noise(n, k);
          const b = noise(k, m, SEED + 1);
          const product = times(a, b);
          const columns = transposed(b);
          for (let i = 0; i < n; i += 1)
            for (let j = 0; j < m; j += 1)
              expect(product.data[i * m + j]).toBeCloseTo(
                dot(row(a, i), row(columns, j)),
                4,
              );
        },
      ),
      { seed: SEED },
    );
  });

  it("gives rows a root mean square of 1 and leaves missing rows at zero", () => {
    const m = noise(3, 8);
    row(m, 1).fill(0);
    rmsNormRows(m);
    expect(dot(row(m, 0), row(m, 0)) / 8).toBeCloseTo(1, 5);
    expect([...row(m, 1)]).toEqual(new Array(8).fill(0));
  });
});

describe("cholesky and ridge", () => {
  it("solves positive definite systems", () => {
    const n = 6;
    const g = noise(n, 9);
    const a = Float64Array.from(times(g, transposed(g)).data);
    const b = [1, -2, 3, 0, 5, -1];
    const x = solveCholesky(cholesky(a, n), b);
    b.forEach((value, i) => {
      expect(dot(a.subarray(i * n, (i + 1) * n), x)).toBeCloseTo(value, 4);
    });
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
  });

  it("gives the same weights in dual form as gradient descent does in primal form", () => {
    const phi = noise(5, 3);
    const targets = [1, 1, -0.1, 0, 1];
    const variances = [0.3, 0.3, 0.3, 3, 0.5];
    const k = Float64Array.from(times(phi, transposed(phi)).data);
    const { alpha } = ridge(k, targets, variances);
    const dual = [0, 1, 2].map((j) =>
      targets.reduce(
        (sum, _, t) => sum + (alpha[t] ?? 0) * (phi.data[t * 3 + j] ?? 0),
        0,
      ),
    );
    const primal = [0, 0, 0];
    for (let step = 0; step < 20_000; step += 1) {
      const gradient = [...primal];
      targets.forEach((target, t) => {
        const error = (dot(row(phi, t), primal) - target) / (variances[t] ?? 1);
        gradient.forEach((_, j) => {
          gradient[j] = (gradient[j] ?? 0) + error * (phi.data[t * 3 + j] ?? 0);
        });
      });
      primal.forEach((value, j) => {
        primal[j] = value - 0.01 * (gradient[j] ?? 0);
      });
    }
    dual.forEach((value, j) => expect(value).toBeCloseTo(primal[j] ?? NaN, 4));
  });
});

describe("eigenvectors", () => {
  it("finds all of a small matrix: A v = lambda v, largest first", () => {
    const g = noise(6, 6);
    const a = times(g, transposed(g));
    const { values, vectors } = eigenSymmetric(a.data, 6);
    for (let k = 0; k < 6; k += 1) {
      const v = row(vectors, k);
      for (let i = 0; i < 6; i += 1)
        expect(dot(row(a, i), v)).toBeCloseTo(
          (values[k] ?? 0) * (v[i] ?? 0),
          3,
        );
      if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1] ?? 0);
    }
  });

  it("finds the leading ones of a larger matrix as the exact method does", () => {
    const g = noise(30, 4);
    const a = times(g, transposed(g));
    const exact = eigenSymmetric(a.data, 30);
    const { values } = eigenLeading(
      (block) => times(block, a),
      30,
      4,
      createRandom(1),
    );
    values.forEach((value, k) =>
      expect(value / (exact.values[k] ?? 1)).toBeCloseTo(1, 3),
    );
  });

  it("makes rows orthonormal and dependent rows zero", () => {
    const m = noise(3, 5);
    row(m, 2).set(row(m, 0));
    orthonormalise(m);
    expect(dot(row(m, 0), row(m, 1))).toBeCloseTo(0, 5);
    expect(dot(row(m, 1), row(m, 1))).toBeCloseTo(1, 5);
    expect(dot(row(m, 2), row(m, 2))).toBeCloseTo(0, 5);
  });
});

describe("alignment", () => {
  it("whitens: the projected data have unit variance and no correlation", () => {
    const x = times(noise(200, 5), noise(5, 5, 3));
    const mask = new Float32Array(200).fill(1);
    const z = project(x, mask, whitening(x, mask, 3, createRandom(2)));
    for (let j = 0; j < 3; j += 1)
      for (let k = 0; k <= j; k += 1) {
        let sum = 0;
        for (let i = 0; i < 200; i += 1)
          sum += (z.data[i * 3 + j] ?? 0) * (z.data[i * 3 + k] ?? 0);
        expect(sum / 200).toBeCloseTo(j === k ? 1 : 0, 2);
      }
  });

  it("leaves missing rows out of the statistics and at zero", () => {
    const x = noise(40, 3);
    const mask = Float32Array.from({ length: 40 }, (_, i) => i % 2);
    for (let i = 0; i < 40; i += 2) row(x, i).fill(1e6);
    const fitted = whitening(x, mask, 2, createRandom(2));
    expect(Math.max(...fitted.mean.map(Math.abs))).toBeLessThan(2);
    expect([...row(project(x, mask, fitted), 0)]).toEqual([0, 0]);
  });

  it("finds the rotation between two copies of a cloud", () => {
    const a = noise(50, 3);
    const turn = noise(3, 3, 5);
    orthonormalise(turn);
    const b = times(a, transposed(turn));
    const found = procrustes(a, b, new Float32Array(50).fill(1));
    found.data.forEach((value, i) =>
      expect(value).toBeCloseTo(turn.data[i] ?? NaN, 3),
    );
  });
});

describe("quantised rows", () => {
  it("come back within half a step, and zero rows as zero", () => {
    const m = noise(4, 16);
    row(m, 2).fill(0);
    const packed = quantiseRows(m);
    const back = dequantiseRows(packed);
    back.data.forEach((value, i) => {
      const step = packed.scale[Math.floor(i / 16)] ?? 0;
      expect(Math.abs(value - (m.data[i] ?? 0))).toBeLessThanOrEqual(
        step / 2 + 1e-6,
      );
    });
    expect(packed.scale[2]).toBe(0);
  });
});
