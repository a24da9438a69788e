/** Titles on posters: the longest word fits on a line, and longer titles are never set larger. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { titleSize } from "./title-size.ts";

it("stays within its bounds and fits the longest word, down to its floor", () => {
  const word = fc.stringMatching(/^[A-Za-z]{1,14}$/);
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 9 }), (words) => {
      const size = titleSize(words.join(" "));
      expect(size).toBeGreaterThanOrEqual(7.2);
      expect(size).toBeLessThanOrEqual(20);
      const longest = Math.max(...words.map(({ length }) => length));
      if (size > 7.2) expect(longest * size * 0.5).toBeLessThanOrEqual(84);
      expect(titleSize(`${words.join(" ")} again`)).toBeLessThanOrEqual(size);
    }),
  );
});
