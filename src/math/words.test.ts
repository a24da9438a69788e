import fc from "fast-check";
import { expect, test } from "vitest";
import { packWords, wordsOf } from "./words.ts";

test("every byte of the rows that are wanted can be found again, and nothing else is there", () => {
  const rows = fc.integer({ min: 1, max: 9 });
  const columns = fc.integer({ min: 1, max: 11 });
  const sized = fc.tuple(rows, columns).chain(([n, d]) =>
    fc.record({
      n: fc.constant(n),
      d: fc.constant(d),
      from: fc.integer({ min: 0, max: n - 1 }),
      q8: fc.int8Array({ minLength: n * d, maxLength: n * d }),
    }),
  );
  fc.assert(
    fc.property(sized, ({ n, d, from, q8 }) => {
      const height = n - from;
      const words = wordsOf(d);
      const packed = new Uint32Array(words * height);
      const scale = new Float32Array(n);
      packWords({ rows: n, columns: d, q8, scale }, [from, n], packed);
      for (let i = 0; i < height; i += 1)
        for (let k = 0; k < 4 * words; k += 1) {
          const word = packed[Math.floor(k / 4) * height + i] ?? 0;
          const byte = (word << (24 - 8 * (k % 4))) >> 24;
          expect(byte).toBe(k < d ? q8[(from + i) * d + k] : 0);
        }
    }),
    { seed: 1 },
  );
});
