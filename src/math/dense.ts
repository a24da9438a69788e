/**
 * Dense vectors and row-major matrices in typed arrays: the few verbs that the plain-array side of the
 * model needs. No views are copied and nothing is allocated unless the name says so.
 */

/** `[rows, columns]` row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;
}

export function matrix(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float32Array(rows * columns) };
}

/** Row `i` as a view. */
export function row(m: Matrix, i: number): Float32Array {
  return m.data.subarray(i * m.columns, (i + 1) * m.columns);
}

export function dot(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  length = a.length,
): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Row `i` of `a` against row `j` of `b`, without a view: the innermost loop of every kernel. */
export function rowDot(a: Matrix, i: number, b: Matrix, j: number): number {
  const { columns, data: x } = a;
  const { data: y } = b;
  const from = i * columns;
  const to = j * columns;
  let sum = 0;
  for (let k = 0; k < columns; k += 1)
    sum += (x[from + k] as number) * (y[to + k] as number);
  return sum;
}

/** `y += scale * x`, in place. */
export function addScaled(
  y: Float32Array | Float64Array,
  x: ArrayLike<number>,
  scale: number,
): void {
  const length = y.length;
  for (let i = 0; i < length; i += 1) y[i] = (y[i] ?? 0) + scale * (x[i] ?? 0);
}

/**
 * `A B` `[n, m]`. Four rows of `b` at a time over contiguous memory: the build spends most of its time here.
 */
export function times(a: Matrix, b: Matrix): Matrix {
  const product = matrix(a.rows, b.columns);
  const { data: out } = product;
  const { data: x } = b;
  const m = b.columns;
  for (let i = 0; i < a.rows; i += 1) {
    const o = i * m;
    const from = i * a.columns;
    for (let k = 0; k < a.columns; k += 4) {
      const p = k * m;
      const f0 = a.data[from + k] ?? 0;
      const f1 = k + 1 < a.columns ? (a.data[from + k + 1] ?? 0) : 0;
      const f2 = k + 2 < a.columns ? (a.data[from + k + 2] ?? 0) : 0;
      const f3 = k + 3 < a.columns ? (a.data[from + k + 3] ?? 0) : 0;
      // Past the last row the factors are zero and any row will do.
      const p1 = f1 === 0 ? p : p + m;
      const p2 = f2 === 0 ? p : p + 2 * m;
      const p3 = f3 === 0 ? p : p + 3 * m;
      for (let j = 0; j < m; j += 1)
        out[o + j] =
          (out[o + j] as number) +
          f0 * (x[p + j] as number) +
          f1 * (x[p1 + j] as number) +
          f2 * (x[p2 + j] as number) +
          f3 * (x[p3 + j] as number);
    }
  }
  return product;
}

export function transposed(m: Matrix): Matrix {
  const flipped = matrix(m.columns, m.rows);
  for (let i = 0; i < m.rows; i += 1)
    for (let j = 0; j < m.columns; j += 1)
      flipped.data[j * m.rows + i] = m.data[i * m.columns + j] ?? 0;
  return flipped;
}

/** Scales each row to length 1, in place; a zero row stays zero. */
export function unitRows(m: Matrix): void {
  for (let i = 0; i < m.rows; i += 1) {
    const values = row(m, i);
    const length = Math.sqrt(dot(values, values));
    if (length > 0)
      for (let j = 0; j < m.columns; j += 1)
        values[j] = (values[j] ?? 0) / length;
  }
}

/**
 * Scales each row to a root mean square of 1, in place: RMSNorm without gain, Zhang & Sennrich 2019
 * (arXiv 1910.07467), eq. 4. A zero row, which marks a missing modality, stays zero.
 */
export function rmsNormRows(m: Matrix): void {
  unitRows(m);
  const scale = Math.sqrt(m.columns);
  for (let i = 0; i < m.data.length; i += 1)
    m.data[i] = (m.data[i] ?? 0) * scale;
}

/** Mean over the rows whose mask is set `[d]`. */
export function meanRow(m: Matrix, mask: ArrayLike<number>): Float32Array {
  const sum = new Float64Array(m.columns);
  let count = 0;
  for (let i = 0; i < m.rows; i += 1) {
    if (!mask[i]) continue;
    addScaled(sum, row(m, i), 1);
    count += 1;
  }
  return Float32Array.from(sum, (value) => value / Math.max(count, 1));
}
