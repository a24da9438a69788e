import { describe, expect, it } from "vitest";
import { createRandom } from "../../device/random.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { matrix, unitRows, type Matrix } from "../../math/dense.ts";
import { scoreOf, type Features } from "../../math/features.ts";
import { sparseRows } from "../../math/sparse.ts";
import { drawWeights, foldIn } from "./fold-in.ts";

const N = 40;
const D = 8;
const random = createRandom(2);

function block(): Matrix {
  const m = matrix(N, D);
  m.data.forEach((_, i) => {
    m.data[i] = random.normal();
  });
  unitRows(m);
  return m;
}
const features: Features = {
  fused: block(),
  text: block(),
  image: block(),
  audio: block(),
  concepts: sparseRows(
    Array.from({ length: N }, (_, i) => new Map([[i % 4, 1]])),
    4,
  ),
  scales: { fused: 0.5, text: 0.5, image: 0.5, audio: 0.5, concepts: 2 },
};
const likes = (...rows: number[]) => ({
  rows,
  values: rows.map((): RatingValue => "like"),
});

describe("fold-in", () => {
  it("knows nothing of a person without ratings", () => {
    const { weights } = foldIn(features, likes());
    for (let i = 0; i < N; i += 1)
      expect(scoreOf(weights, features, i)).toBe(0);
  });

  it("raises what shares a concept with a like above what does not", () => {
    const { weights } = foldIn(features, likes(0, 4));
    const mean = (group: number): number =>
      Array.from({ length: N }, (_, i) => i)
        .filter((i) => i > 4 && i % 4 === group)
        .reduce((sum, i) => sum + scoreOf(weights, features, i), 0);
    for (const other of [1, 2, 3]) expect(mean(0)).toBeGreaterThan(mean(other));
  });

  it("lets a dislike lower an item, and a skip hardly move it", () => {
    const score = (value: RatingValue): number =>
      scoreOf(
        foldIn(features, { rows: [0, 4, 8], values: ["like", "like", value] })
          .weights,
        features,
        8,
      );
    const { weights } = foldIn(features, likes(0, 4));
    const before = scoreOf(weights, features, 8);
    expect(score("dislike")).toBeLessThan(before);
    expect(before - score("skip")).toBeLessThan(before - score("dislike"));
    expect(score("like")).toBeGreaterThan(before);
  });

  it("depends on the ratings and not on their order", () => {
    const a = foldIn(features, likes(3, 9, 21)).weights;
    const b = foldIn(features, likes(21, 3, 9)).weights;
    a.fused.forEach((value, k) =>
      expect(value).toBeCloseTo(b.fused[k] ?? NaN, 6),
    );
  });

  it("keeps likes before the newest of the rest when there are too many", () => {
    const rows = Array.from({ length: 600 }, (_, t) => t % N);
    const values = rows.map((_, t): RatingValue => (t < 50 ? "like" : "skip"));
    const { history } = foldIn(features, { rows, values });
    expect(history.rows.length).toBe(512);
    expect(history.values.filter((value) => value === "like").length).toBe(50);
  });

  it("draws weights around the mean: close on what was rated, wide elsewhere", () => {
    const found = foldIn(features, likes(0, 4, 8, 12, 16));
    const spread = (item: number): number => {
      const mean = scoreOf(found.weights, features, item);
      const source = createRandom(7);
      let square = 0;
      for (let draw = 0; draw < 200; draw += 1)
        square +=
          (scoreOf(drawWeights(features, found, source), features, item) -
            mean) **
          2;
      return Math.sqrt(square / 200);
    };
    // Prior variance is the sum of the scales, 4; a rated item keeps less than its noise of 0.3.
    expect(spread(0)).toBeLessThan(0.6);
    expect(spread(1)).toBeGreaterThan(1);
  });
});
