/** The inverse of a symmetric positive definite matrix, for closed-form models of a few thousand rows. */

/**
 * In place by sweeping every pivot once (Goodnight 1979, "A tutorial on the SWEEP operator"): n^3 multiply-adds over
 * contiguous rows, no second matrix.
 *
 * @param a `[n, n]` row-major; it is overwritten by its inverse
 */
export function inverse(a: Float64Array, n: number): Float64Array {
  for (let k = 0; k < n; k += 1) {
    const pivotRow = a.subarray(k * n, (k + 1) * n);
    const pivot = pivotRow[k] as number;
    for (let j = 0; j < n; j += 1)
      pivotRow[j] = (pivotRow[j] as number) / pivot;
    for (let i = 0; i < n; i += 1) {
      if (i === k) continue;
      const factor = a[i * n + k] as number;
      if (factor === 0) continue;
      const from = i * n;
      for (let j = 0; j < n; j += 1)
        a[from + j] =
          (a[from + j] as number) - factor * (pivotRow[j] as number);
      a[from + k] = -factor / pivot;
    }
    pivotRow[k] = 1 / pivot;
  }
  return a;
}
