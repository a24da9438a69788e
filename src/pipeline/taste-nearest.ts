/** Nearest items by raw vectors of one modality, for search by meaning. */
import type { QuantisedRows } from "../math/quantise.ts";
import { topK } from "../math/topk.ts";

/** `[N]` cosines to `vector` `[d]`; NaN for a row without that modality. */
export function cosinesOf(
  { rows, columns, q8, scale }: QuantisedRows,
  vector: Float32Array,
): Float32Array {
  const cosines = new Float32Array(rows).fill(NaN);
  for (let i = 0; i < rows; i += 1) {
    if (!scale[i]) continue;
    let product = 0;
    let square = 0;
    for (let k = 0; k < columns; k += 1) {
      const value = q8[i * columns + k] ?? 0;
      product += value * (vector[k] ?? 0);
      square += value * value;
    }
    cosines[i] = square > 0 ? product / Math.sqrt(square) : 0;
  }
  return cosines;
}

/** Rows with the largest cosine to `vector` `[d]`, best first; rows without that modality never. */
export function nearestRows(
  items: QuantisedRows,
  vector: Float32Array,
  count: number,
): number[] {
  const cosines = cosinesOf(items, vector);
  const there = [...cosines.keys()].filter((i) => !Number.isNaN(cosines[i]));
  return topK(cosines, count, there);
}
