import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../device/random.ts";
import { auc, calibrationError, confusion, rmse } from "./labels.ts";
import { coverage, diversity, miscalibration, novelty } from "./lists.ts";
import {
  averagePrecision,
  hitRate,
  ndcg,
  precision,
  rankAuc,
  recall,
  reciprocalRank,
} from "./ranking.ts";

const ranks = (candidates: number, ...own: number[]) => ({
  ranks: own,
  candidates,
});

describe("three items, by hand", () => {
  test("the second of three is the relevant one", () => {
    const user = ranks(3, 2);
    expect(hitRate(user, 1)).toBe(0);
    expect(hitRate(user, 2)).toBe(1);
    expect(precision(user, 2)).toBe(1 / 2);
    expect(recall(user, 2)).toBe(1);
    expect(ndcg(user, 3)).toBeCloseTo(1 / Math.log2(3), 12);
    expect(reciprocalRank(user, Infinity)).toBe(1 / 2);
    expect(averagePrecision(user, 3)).toBe(1 / 2);
    expect(rankAuc(user)).toBe(1 / 2);
  });

  test("the first and the third are relevant", () => {
    const user = ranks(3, 1, 3);
    expect(recall(user, 2)).toBe(1 / 2);
    expect(averagePrecision(user, 3)).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(ndcg(user, 3)).toBeCloseTo((1 + 1 / 2) / (1 + 1 / Math.log2(3)), 12);
    expect(rankAuc(user)).toBe(1 / 2);
  });

  test("three that tie stand at 2, whichever is relevant", () => {
    const user = ranks(3, 2);
    expect(hitRate(user, 1)).toBe(0);
    expect(rankAuc(user)).toBe(1 / 2);
  });

  test("labels: one of two likes found, one false alarm", () => {
    const scores = [0.9, 0.2, 0.6];
    const labels = [1, 1, 0];
    expect(confusion(scores, labels)).toEqual({
      accuracy: 1 / 3,
      precision: 1 / 2,
      recall: 1 / 2,
      f1: 1 / 2,
    });
    expect(auc(scores, labels)).toBe(1 / 2);
    expect(auc([1, 1, 1], labels)).toBe(1 / 2);
    expect(rmse([1, 2, 3], [1, 2, 6])).toBeCloseTo(Math.sqrt(3), 12);
    // Bins [.9]: 1 promised .9; [.2]: 1, .2; [.6]: 0, .6.
    expect(calibrationError(scores, labels)).toBeCloseTo(
      (0.1 + 0.8 + 0.6) / 3,
      12,
    );
  });

  test("lists", () => {
    expect(coverage([[0, 1], [1]], 3)).toBe(2 / 3);
    expect(novelty([0, 1], [4, 1, 0], 4)).toBe((0 + 2) / 2);
    const words = (item: number): number[] => [[0], [0, 1], [2]][item] ?? [];
    expect(diversity([0, 1], words)).toBeCloseTo(1 - 1 / Math.SQRT2, 12);
    expect(diversity([0, 2], words)).toBe(1);
    expect(miscalibration([0], [0], words)).toBeCloseTo(0, 12);
    expect(miscalibration([2], [0], words)).toBeCloseTo(Math.log2(100), 6);
  });
});

const cases = fc
  .record({
    candidates: fc.integer({ min: 4, max: 40 }),
    seed: fc.integer(),
    relevant: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ candidates, seed, relevant }) => {
    const places = Array.from({ length: candidates }, (_, i) => i + 1);
    const own = createRandom(seed).sample(places, relevant);
    return ranks(candidates, ...own.sort((a, b) => a - b));
  });

describe("laws", () => {
  test("a perfect ranking has every metric at 1, the worst has AUC 0", () => {
    for (const n of [1, 2, 3]) {
      const places = Array.from({ length: n }, (_, i) => i + 1);
      const best = ranks(10, ...places);
      for (const metric of [ndcg, averagePrecision, reciprocalRank, recall])
        expect(metric(best, 10)).toBeCloseTo(1, 12);
      expect(rankAuc(best)).toBe(1);
      expect(rankAuc(ranks(10, ...places.map((p) => p + 10 - n)))).toBe(0);
    }
  });

  test("moving a relevant item up never makes a metric worse", () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 12 }), (user, k) => {
        const own = [...user.ranks];
        const first = own[0] ?? 1;
        fc.pre(first > 1);
        const better = { ...user, ranks: [first - 1, ...own.slice(1)] };
        for (const metric of [
          hitRate,
          recall,
          precision,
          ndcg,
          reciprocalRank,
          averagePrecision,
        ])
          expect(metric(better, k)).toBeGreaterThanOrEqual(metric(user, k));
        expect(rankAuc(better)).toBeGreaterThan(rankAuc(user));
      }),
    );
  });

  test("AUC of ranks is AUC of the scores behind them", () => {
    fc.assert(
      fc.property(cases, (user) => {
        const own = new Set(user.ranks);
        const places = Array.from({ length: user.candidates }, (_, i) => i + 1);
        const byScore = auc(
          places.map((place) => -place),
          places.map((place) => (own.has(place) ? 1 : 0)),
        );
        expect(rankAuc(user)).toBeCloseTo(byScore, 12);
      }),
    );
  });
});
