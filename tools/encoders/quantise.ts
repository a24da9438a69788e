/**
 * Weight-only quantisation, symmetric and round to nearest: rows of a table to int8, and the blocks that
 * ONNX Runtime's MatMulNBits reads. Activations always stay in float32.
 */

/** Weights along K that share one scale in MatMulNBits; 32 is the finest that the kernel takes cheaply. */
export const BLOCK = 32;

export interface Rows {
  /** `[rows, columns]` */
  readonly values: Int8Array;
  /** `[rows]`; `w = values * scale` */
  readonly scales: Float32Array;
}

/** `s = max|w| / 127`, `q = round(w / s)`; a row of zeros gets scale 0. */
export function quantiseRows(weights: Float32Array, columns: number): Rows {
  const rows = weights.length / columns;
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    const scale = largest(weights, from, columns, 1) / 127;
    scales[row] = scale;
    if (scale === 0) continue;
    for (let i = from; i < from + columns; i++)
      values[i] = Math.round((weights[i] ?? 0) / scale);
  }
  return { values, scales };
}

export function dequantiseRows(rows: Rows, columns: number): Float32Array {
  return Float32Array.from(
    rows.values,
    (q, i) => q * (rows.scales[Math.floor(i / columns)] ?? 0),
  );
}

export interface Blocks {
  /** `[N, K / 32, 32]` uint8 with the zero point 128 that MatMulNBits assumes when it is given none. */
  readonly values: Uint8Array;
  /** `[N * K / 32]` */
  readonly scales: Float32Array;
}

/** Quantises `[K, N]` row-major, the B of `A B`, into MatMulNBits' transposed 8-bit blocks. */
export function quantiseBlocks(
  weights: Float32Array,
  K: number,
  N: number,
): Blocks {
  if (K % BLOCK !== 0 || weights.length !== K * N)
    throw new RangeError(`[${K}, ${N}] does not divide into blocks of 32.`);
  const values = new Uint8Array(K * N).fill(128);
  const scales = new Float32Array((K * N) / BLOCK);
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < K; k += BLOCK) {
      const at = n * K + k;
      const scale = largest(weights, k * N + n, BLOCK, N) / 127;
      scales[at / BLOCK] = scale;
      if (scale === 0) continue;
      for (let i = 0; i < BLOCK; i++)
        values[at + i] =
          Math.round((weights[(k + i) * N + n] ?? 0) / scale) + 128;
    }
  }
  return { values, scales };
}

/** Back to `[K, N]`. */
export function dequantiseBlocks(
  { values, scales }: Blocks,
  K: number,
  N: number,
): Float32Array {
  const weights = new Float32Array(K * N);
  for (let n = 0; n < N; n++)
    for (let k = 0; k < K; k++) {
      const at = n * K + k;
      const scale = scales[Math.floor(at / BLOCK)] ?? 0;
      weights[k * N + n] = ((values[at] ?? 128) - 128) * scale;
    }
  return weights;
}

function largest(
  values: Float32Array,
  from: number,
  count: number,
  stride: number,
): number {
  let max = 0;
  for (let i = 0; i < count; i++)
    max = Math.max(max, Math.abs(values[from + i * stride] ?? 0));
  return max;
}
