/** Eight-bit rows: `x = q * scale`, one scale a row. A zero scale marks a row that is missing. */
import { matrix, row, type Matrix } from "./dense.ts";

export interface QuantisedRows {
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns]` in [-127, 127]. */
  readonly q8: Int8Array;
  /** `[rows]` */
  readonly scale: Float32Array;
}

export function quantiseRows(m: Matrix): QuantisedRows {
  const q8 = new Int8Array(m.data.length);
  const scale = new Float32Array(m.rows);
  for (let i = 0; i < m.rows; i += 1) {
    const values = row(m, i);
    let most = 0;
    for (const value of values) most = Math.max(most, Math.abs(value));
    scale[i] = most / 127;
    if (most === 0) continue;
    for (let j = 0; j < m.columns; j += 1)
      q8[i * m.columns + j] = Math.round(((values[j] ?? 0) * 127) / most);
  }
  return { rows: m.rows, columns: m.columns, q8, scale };
}

export function dequantiseRows(quantised: QuantisedRows): Matrix {
  const { rows, columns, q8, scale } = quantised;
  const m = matrix(rows, columns);
  for (let i = 0; i < rows; i += 1) {
    const factor = scale[i] ?? 0;
    if (factor === 0) continue;
    for (let j = i * columns; j < (i + 1) * columns; j += 1)
      m.data[j] = (q8[j] ?? 0) * factor;
  }
  return m;
}
