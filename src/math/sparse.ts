/** Sparse matrices in compressed rows: many items, many concepts, few concepts an item. */

/** `[rows, columns]`; row i holds entries `offsets[i] .. offsets[i + 1]`. */
export interface SparseRows {
  readonly rows: number;
  readonly columns: number;
  /** `[rows + 1]` */
  readonly offsets: Int32Array;
  /** `[nnz]`, ascending within a row. */
  readonly indices: Int32Array;
  /** `[nnz]` */
  readonly values: Float32Array;
}

/** Builds from one map a row; entries are sorted by column so that two rows can be merged. */
export function sparseRows(
  rows: readonly ReadonlyMap<number, number>[],
  columns: number,
): SparseRows {
  const offsets = new Int32Array(rows.length + 1);
  rows.forEach((entries, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + entries.size;
  });
  const indices = new Int32Array(offsets[rows.length] ?? 0);
  const values = new Float32Array(indices.length);
  let at = 0;
  for (const entries of rows)
    for (const [column, value] of [...entries].sort((x, y) => x[0] - y[0])) {
      indices[at] = column;
      values[at] = value;
      at += 1;
    }
  return { rows: rows.length, columns, offsets, indices, values };
}

/** Columns and values of row `i`, as pairs. */
export function* entriesOf(
  m: SparseRows,
  i: number,
): Generator<[column: number, value: number]> {
  for (let k = m.offsets[i] ?? 0; k < (m.offsets[i + 1] ?? 0); k += 1)
    yield [m.indices[k] ?? 0, m.values[k] ?? 0];
}

/** Row `i` against a dense vector `[columns]`. */
export function sparseDot(
  m: SparseRows,
  i: number,
  vector: ArrayLike<number>,
): number {
  let sum = 0;
  const end = m.offsets[i + 1] ?? 0;
  for (let k = m.offsets[i] ?? 0; k < end; k += 1)
    sum += (m.values[k] ?? 0) * (vector[m.indices[k] ?? 0] ?? 0);
  return sum;
}

/** Row `i` against row `j`, by merging. */
export function sparseRowDot(m: SparseRows, i: number, j: number): number {
  let sum = 0;
  let a = m.offsets[i] ?? 0;
  let b = m.offsets[j] ?? 0;
  const endA = m.offsets[i + 1] ?? 0;
  const endB = m.offsets[j + 1] ?? 0;
  while (a < endA && b < endB) {
    const left = m.indices[a] ?? 0;
    const right = m.indices[b] ?? 0;
    if (left === right) {
      sum += (m.values[a] ?? 0) * (m.values[b] ?? 0);
      a += 1;
      b += 1;
    } else if (left < right) a += 1;
    else b += 1;
  }
  return sum;
}

/** `out += scale * row i`, in place. */
export function addSparseRow(
  out: Float32Array | Float64Array,
  m: SparseRows,
  i: number,
  scale: number,
): void {
  const end = m.offsets[i + 1] ?? 0;
  for (let k = m.offsets[i] ?? 0; k < end; k += 1) {
    const column = m.indices[k] ?? 0;
    out[column] = (out[column] ?? 0) + scale * (m.values[k] ?? 0);
  }
}
