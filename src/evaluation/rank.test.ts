import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../device/random.ts";
import type { Recommender } from "../domain/model.ts";
import { rankCases, type RankOptions } from "./rank.ts";

/** Gives everybody the same scores. */
function fixed(scores: readonly number[]): Recommender {
  return {
    name: "fixed",
    fit: () => Promise.resolve(),
    score: (queries) =>
      Promise.resolve(Float32Array.from(queries.flatMap(() => scores))),
    rank: () => Promise.resolve([]),
    dispose: () => undefined,
  };
}

function options(items: number, sampled: number | null = null): RankOptions {
  const { signal } = new AbortController();
  return { items, shown: 3, sampled, random: createRandom(1), signal };
}

test("ties stand at the mean of their places, the history is no candidate", async () => {
  const [ranked] = await rankCases(
    fixed([9, 5, 5, 5, 1]),
    [{ query: { user: 0, history: [0] }, relevant: [2] }],
    options(5),
  );
  expect(Array.from(ranked?.ranks ?? [])).toEqual([2]);
  expect(ranked?.candidates).toBe(4);
  expect(ranked?.list).toEqual([1, 2, 3]);
});

test("ranks agree with sorting, ties and all", async () => {
  const property = fc.asyncProperty(
    fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 30 }),
    fc.integer(),
    async (scores, seed) => {
      const random = createRandom(seed);
      const rows = random.shuffle(scores.keys());
      const relevant = rows.slice(0, 2);
      const [ranked] = await rankCases(
        fixed(scores),
        [{ query: { user: 0, history: rows.slice(2, 3) }, relevant }],
        options(scores.length),
      );
      const open = scores.filter((_, row) => row !== rows[2]);
      const expected = relevant
        .map((row) => {
          const own = scores[row] ?? 0;
          const above = open.filter((score) => score > own).length;
          const equal = open.filter((score) => score === own).length;
          return above + (equal + 1) / 2;
        })
        .sort((a, b) => a - b);
      expect(Array.from(ranked?.ranks ?? [])).toEqual(expected);
    },
  );
  await fc.assert(property);
});

test("sampled negatives leave as many candidates as were asked for", async () => {
  const scores = Array.from({ length: 50 }, (_, i) => i);
  const [ranked] = await rankCases(
    fixed(scores),
    [{ query: { user: 0, history: [49] }, relevant: [48] }],
    options(50, 9),
  );
  expect(ranked?.candidates).toBe(10);
  expect(Array.from(ranked?.ranks ?? [])).toEqual([1]);
});

test("a score that is no number is an error, not a rank", async () => {
  const asked = [{ query: { user: 0, history: [] }, relevant: [0] }];
  await expect(
    rankCases(fixed([1, Number.NaN]), asked, options(2)),
  ).rejects.toThrow("no number");
});
