import { describe, expect, it } from "vitest";
import { NEXT_BLEND } from "../../config/sequence.ts";
import { createRandom } from "../../device/random.ts";
import { ms } from "../../domain/brand.ts";
import type { Interactions } from "../../domain/model.ts";
import { blendLoss, NextBlend } from "./next-blend.ts";
import { nextTables, signs, SIGNS, wordTables } from "./next-tables.ts";

/** 32-bit sums against 64-bit ones. */
const TOLERANCE = 1e-5;
const random = createRandom(6);

describe("the signs of what comes next", () => {
  const lists = [
    [0, 1, 2],
    [0, 1],
    [1, 0],
  ];
  const words = wordTables(
    [
      {
        name: "genre",
        count: 3,
        start: Uint32Array.of(0, 1, 2, 3, 4),
        word: Uint32Array.of(0, 1, 0, 2),
      },
    ],
    4,
    NEXT_BLEND,
  );
  const found = signs([0], nextTables(lists, 4, NEXT_BLEND), words, NEXT_BLEND);
  const of = (kind: (typeof SIGNS)[number]): number[] =>
    Array.from(found[SIGNS.indexOf(kind)] ?? []);
  const apart = (values: number[], wanted: number[]): number =>
    Math.max(...wanted.map((x, i) => Math.abs((values[i] ?? NaN) - x)));
  const scale = (from: number, to: number): number => from ** 0.5 * to ** 0.1;

  it("follow the direction, the lag and the length of histories", () => {
    expect(
      apart(of("onwards"), [
        0,
        (3 ** -0.5 + 2 ** -0.5) / scale(3, 3),
        (3 ** -0.5 * 2 ** -0.5) / scale(3, 1),
        0,
      ]),
    ).toBeLessThan(TOLERANCE);
    expect(
      apart(of("at once"), [0, (3 ** -0.5 + 2 ** -0.5) / scale(3, 3), 0, 0]),
    ).toBeLessThan(TOLERANCE);
  });

  it("follow what two items share: users, and words that few others have", () => {
    expect(apart(of("together"), [1, 1, 1 / Math.sqrt(3), 0])).toBeLessThan(
      TOLERANCE,
    );
    expect(apart(of("alike"), [1, 0, 1, 0])).toBeLessThan(TOLERANCE);
    expect(
      apart(
        of("popularity"),
        [3, 3, 1, 0].map((n) => Math.log(1 + n)),
      ),
    ).toBeLessThan(TOLERANCE);
  });
});

describe("the conditional logit", () => {
  it("has the gradient that finite differences give", () => {
    const lessons = Array.from({ length: 5 }, (_, n) => ({
      signs: Float32Array.from({ length: (3 + n) * SIGNS.length }, () =>
        random.normal(),
      ),
      strangers: n,
      each: 7,
    }));
    const weights = Float64Array.from(SIGNS, () => random.normal());
    const { gradient } = blendLoss(lessons, weights);
    SIGNS.forEach((_, k) => {
      const at = (by: number): number =>
        blendLoss(
          lessons,
          weights.map((w, j) => (j === k ? w + by : w)),
        ).loss;
      const slope = (at(1e-5) - at(-1e-5)) / 2e-5;
      expect(Math.abs((gradient[k] ?? NaN) - slope)).toBeLessThan(TOLERANCE);
    });
  });
});

describe("a drawn candidate", () => {
  it("counts as often as the items that it stands for", () => {
    const row = Array.from(SIGNS, () => random.normal());
    const other = Array.from(SIGNS, () => random.normal());
    const weights = Float64Array.from(SIGNS, () => random.normal());
    const drawn = {
      signs: Float32Array.from([...row, ...other]),
      strangers: 1,
      each: 3,
    };
    const whole = {
      signs: Float32Array.from([...row, ...other, ...other, ...other]),
      strangers: 0,
      each: 1,
    };
    expect(blendLoss([drawn], weights).loss).toBeCloseTo(
      blendLoss([whole], weights).loss,
      6,
    );
  });
});

describe("the blend", () => {
  /** Everybody walks along a ring of 20 items from a random place, now and then jumping. */
  const people = 200;
  const lists = Array.from({ length: people }, () => {
    let at = random.integer(20);
    return Array.from({ length: 6 }, () => {
      at = random.uniform() < 0.1 ? random.integer(20) : (at + 1) % 20;
      return at;
    });
  });
  const interactions: Interactions = {
    users: people,
    items: 20,
    user: Uint32Array.from(lists.flatMap((list, u) => list.map(() => u))),
    item: Uint32Array.from(lists.flat()),
    time: Float64Array.from(lists.flatMap((list) => [...list.keys()])),
    value: null,
  };

  it("learns that order counts, the same from the same seed", async () => {
    const asked = [4, 11, 19].map((item, user) => ({ user, history: [item] }));
    const scores: Float32Array[] = [];
    for (let run = 0; run < 2; run += 1) {
      const model = new NextBlend();
      await model.fit(
        { interactions, graph: null, content: [] },
        {
          random: createRandom(3),
          signal: new AbortController().signal,
          budget: ms(60_000),
          onProgress: () => undefined,
        },
      );
      const ranked = await model.rank(asked, 1, ({ history }) => history);
      expect(ranked).toEqual([[5], [12], [0]]);
      scores.push(await model.score(asked));
    }
    expect(scores[1]).toEqual(scores[0]);
  });
});
