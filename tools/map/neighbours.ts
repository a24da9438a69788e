/** The nearest items of every item, by the same likeness that scores are made of: exact, all pairs. */
import { row, matrix, type Matrix } from "../../src/math/dense.ts";
import { DENSE_BLOCKS, type Features } from "../../src/math/features.ts";
import { entriesOf, type SparseRows } from "../../src/math/sparse.ts";
import { topK } from "../../src/math/topk.ts";

export interface Neighbours {
  /** `[N, k]`, each item's own row first. */
  readonly indices: number[][];
  /** `[N, k]`, `1 - cosine`, ascending. */
  readonly distances: number[][];
}

export function nearestItems(features: Features, k: number): Neighbours {
  const likeness = allPairs(features);
  const n = likeness.rows;
  const lengths = Float32Array.from(
    { length: n },
    (_, i) => Math.sqrt(row(likeness, i)[i] ?? 0) || 1,
  );
  const indices: number[][] = [];
  const distances: number[][] = [];
  for (let i = 0; i < n; i += 1) {
    const cosines = row(likeness, i).map(
      (value, j) => value / ((lengths[i] ?? 1) * (lengths[j] ?? 1)),
    );
    // An item is nearest to itself, whatever its twins and the rounding say.
    cosines[i] = 2;
    const nearest = topK(cosines, k, indicesBelow(n));
    indices.push(nearest);
    distances.push(
      nearest.map((j) => (j === i ? 0 : Math.max(0, 1 - (cosines[j] ?? 0)))),
    );
  }
  return { indices, distances };
}

/** `[N, N]` of `phi_i . phi_j`. */
function allPairs(features: Features): Matrix {
  const { data, columns: width, rows } = denseRows(features);
  const pairs = matrix(rows, rows);
  for (let i = 0; i < rows; i += 1) {
    const own = data.subarray(i * width, (i + 1) * width);
    for (let j = i; j < rows; j += 1) {
      let sum = 0;
      const start = j * width;
      for (let c = 0; c < width; c += 1)
        sum += (own[c] ?? 0) * (data[start + c] ?? 0);
      pairs.data[i * rows + j] = sum;
      pairs.data[j * rows + i] = sum;
    }
  }
  for (const column of byColumn(features.concepts))
    for (const [i, value] of column)
      for (const [j, other] of column) {
        const at = i * rows + j;
        pairs.data[at] =
          (pairs.data[at] ?? 0) + features.scales.concepts * value * other;
      }
  return pairs;
}

function* indicesBelow(n: number): Generator<number> {
  for (let i = 0; i < n; i += 1) yield i;
}

/** The dense blocks side by side, each times the root of its weight. */
function denseRows(features: Features): Matrix {
  const d = features.fused.columns;
  const joined = matrix(features.fused.rows, d * DENSE_BLOCKS.length);
  DENSE_BLOCKS.forEach((block, at) => {
    const weight = Math.sqrt(features.scales[block]);
    for (let i = 0; i < joined.rows; i += 1) {
      const to = row(joined, i).subarray(at * d, (at + 1) * d);
      row(features[block], i).forEach((value, c) => (to[c] = weight * value));
    }
  });
  return joined;
}

type Column = readonly (readonly [item: number, value: number])[];

function byColumn(concepts: SparseRows): readonly Column[] {
  const columns = Array.from(
    { length: concepts.columns },
    (): [number, number][] => [],
  );
  for (let i = 0; i < concepts.rows; i += 1)
    for (const [column, value] of entriesOf(concepts, i))
      columns[column]?.push([i, value]);
  return columns;
}
