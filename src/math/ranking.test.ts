import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../device/random.ts";
import { bootstrap } from "./bootstrap.ts";
import { ndcg } from "./metrics.ts";
import { mmr } from "./mmr.ts";
import {
  addSparseRow,
  entriesOf,
  sparseDot,
  sparseRowDot,
  sparseRows,
} from "./sparse.ts";
import { topK } from "./topk.ts";

describe("topK", () => {
  it("is the head of a full sort, ties by index", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 })),
        fc.nat(12),
        (scores, k) => {
          const sorted = scores
            .map((score, i) => ({ score, i }))
            .sort((a, b) => b.score - a.score || a.i - b.i)
            .slice(0, k)
            .map(({ i }) => i);
          expect(topK(scores, k)).toEqual(sorted);
        },
      ),
      { seed: 3 },
    );
  });
});

describe("mmr", () => {
  const relevance = [1, 0.9, 0.8, 0.1];
  // 0 and 1 are twins; 3 is unlike everything.
  const similarity = (a: number, b: number): number =>
    a + b === 1 ? 1 : a === 3 || b === 3 ? 0 : 0.2;

  it("is plain relevance without diversity", () => {
    expect(mmr(relevance, similarity, 0, 4)).toEqual([0, 1, 2, 3]);
  });

  it("puts a twin behind what differs", () => {
    expect(mmr(relevance, similarity, 0.5, 4)).toEqual([0, 2, 3, 1]);
  });

  it("lets no group crowd the others out, and never empties a group of one", () => {
    const alike = (): number => 0;
    const scores = [1, 0.9, 0.8, 0.7, 0.6];
    const group = ["a", "a", "a", "b", "b"];
    const order = mmr(scores, alike, 0, 5, { group, cost: 0.5 });
    expect(order).toEqual([0, 3, 1, 2, 4]);
    const one = scores.map(() => "a");
    expect(mmr(scores, alike, 0, 5, { group: one, cost: 0.5 })).toEqual([
      0, 1, 2, 3, 4,
    ]);
  });
});

describe("ndcg", () => {
  it("by hand: hits at places 1 and 3 of two relevant items", () => {
    const best = 1 + 1 / Math.log2(3);
    expect(ndcg([true, false, true], 2, 3)).toBeCloseTo(
      (1 + 1 / Math.log2(4)) / best,
      12,
    );
  });

  it("is 1 for a perfect list and 0 for one without hits", () => {
    expect(ndcg([true, true, false], 2, 20)).toBe(1);
    expect(ndcg([false, false], 2, 20)).toBe(0);
  });
});

describe("sparse rows", () => {
  it("agree with dense arithmetic", () => {
    const entry = fc.tuple(fc.nat(7), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(
        fc.array(fc.array(entry, { maxLength: 6 }), {
          minLength: 2,
          maxLength: 5,
        }),
        (lists) => {
          const maps = lists.map((list) => new Map(list));
          const m = sparseRows(maps, 8);
          const dense = maps.map((map) =>
            Array.from({ length: 8 }, (_, c) => map.get(c) ?? 0),
          );
          const dot = (a: number[], b: number[]): number =>
            a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
          const vector = [1, -2, 3, 0, 5, 1, 1, 2];
          dense.forEach((values, i) => {
            expect(new Map(entriesOf(m, i))).toEqual(
              new Map([...(maps[i] ?? [])].sort((a, b) => a[0] - b[0])),
            );
            expect(sparseDot(m, i, vector)).toBe(dot(values, vector));
            expect(sparseRowDot(m, i, 0)).toBe(dot(values, dense[0] ?? []));
            const out = new Float64Array(8);
            addSparseRow(out, m, i, 2);
            expect([...out]).toEqual(values.map((value) => 2 * value));
          });
        },
      ),
      { seed: 5 },
    );
  });
});

describe("bootstrap", () => {
  it("covers the mean of a normal sample about as often as it says", () => {
    const random = createRandom(11);
    let covered = 0;
    const rounds = 120;
    for (let round = 0; round < rounds; round += 1) {
      const sample = Array.from({ length: 40 }, () => random.normal());
      const { low, high } = bootstrap(
        40,
        (units) => {
          let sum = 0;
          for (let i = 0; i < units.length; i += 1)
            sum += sample[units[i] ?? 0] ?? 0;
          return sum / units.length;
        },
        random,
        200,
      );
      if (low <= 0 && high >= 0) covered += 1;
    }
    expect(covered / rounds).toBeGreaterThan(0.86);
    expect(covered / rounds).toBeLessThan(1);
  });
});
