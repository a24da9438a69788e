/**
 * Eight-bit rows as a GPU likes to read them: four columns to a 32-bit word, and the same word of neighbouring rows
 * side by side, so that neighbouring invocations load neighbouring memory.
 */
import type { QuantisedRows } from "./quantise.ts";

/** Words a row: the last one is filled up with zeros. */
export function wordsOf(columns: number): number {
  return Math.ceil(columns / 4);
}

/**
 * Rows `from` to `to` by words `[words, to - from]`, lowest column in the lowest byte.
 *
 * @param into where the words go, from `at` on
 */
export function packWords(
  { columns, q8 }: QuantisedRows,
  [from, to]: readonly [from: number, to: number],
  into: Uint32Array,
  at = 0,
): void {
  const words = wordsOf(columns);
  const rows = to - from;
  for (let i = 0; i < rows; i += 1)
    for (let w = 0; w < words; w += 1) {
      let word = 0;
      for (let b = 0; b < 4; b += 1) {
        const k = 4 * w + b;
        const value = k < columns ? (q8[(from + i) * columns + k] ?? 0) : 0;
        word |= (value & 255) << (8 * b);
      }
      into[at + w * rows + i] = word;
    }
}
