/** Cholesky factors of symmetric positive definite matrices, in 64 bits, for systems as large as a rating history. */

/** `L` with `L L^T = a`, `[n, n]` row-major, the upper triangle zero. */
export function cholesky(a: Float64Array, n: number): Float64Array {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * n + j] ?? 0;
      for (let k = 0; k < j; k += 1)
        sum -= (l[i * n + k] ?? 0) * (l[j * n + k] ?? 0);
      if (i === j) {
        if (!(sum > 0))
          throw new RangeError(`not positive definite at row ${i}: ${sum}`);
        l[i * n + i] = Math.sqrt(sum);
      } else l[i * n + j] = sum / (l[j * n + j] ?? 1);
    }
  }
  return l;
}

/** `y` with `L y = b`. */
function solveLower(l: Float64Array, b: ArrayLike<number>): Float64Array {
  const n = b.length;
  const y = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (l[i * n + k] ?? 0) * (y[k] ?? 0);
    y[i] = sum / (l[i * n + i] ?? 1);
  }
  return y;
}

/** `x` with `L L^T x = b`. */
export function solveCholesky(
  l: Float64Array,
  b: ArrayLike<number>,
): Float64Array {
  const n = b.length;
  const x = solveLower(l, b);
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < n; k += 1) sum -= (l[k * n + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (l[i * n + i] ?? 1);
  }
  return x;
}
