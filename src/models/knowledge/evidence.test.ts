import { describe, expect, it } from "vitest";
import { createRandom } from "../../device/random.ts";
import { ms } from "../../domain/brand.ts";
import type { FitOptions, Interactions, Triples } from "../../domain/model.ts";
import { evidence, graphTables, KINDS, likeTables } from "./evidence-tables.ts";
import { Evidence } from "./evidence.ts";
import { fitLogistic } from "./logistic.ts";

/** 64-bit walks over 32-bit rows against 64-bit sums. */
const TOLERANCE = 1e-6;

const options = (seed: number): FitOptions => ({
  random: createRandom(seed),
  signal: new AbortController().signal,
  budget: ms(60_000),
  onProgress: () => undefined,
});

/** Items 0 and 1 share the band 4, items 1 and 2 the band 5; item 3 is alone. */
const graph: Triples = {
  entities: 7,
  relations: 1,
  head: Uint32Array.of(0, 1, 1, 2, 3),
  relation: new Uint32Array(5),
  tail: Uint32Array.of(4, 4, 5, 5, 6),
};

describe("evidence", () => {
  const likes = [
    [0, 1],
    [0, 1, 2],
    [2, 3],
  ];
  const found = evidence([0], likeTables(likes, 4), graphTables(graph, 4));
  const of = (kind: (typeof KINDS)[number]): Float64Array =>
    found[KINDS.indexOf(kind)] ?? new Float64Array();
  const apart = (values: Float64Array, wanted: readonly number[]): number =>
    Math.max(...wanted.map((x, i) => Math.abs((values[i] ?? NaN) - x)));

  it("counts likes and what was taken together with the history", () => {
    expect(
      apart(
        of("popularity"),
        [2, 2, 2, 1].map((n) => Math.log(1 + n)),
      ),
    ).toBeLessThan(TOLERANCE);
    // Of item 0 with itself 2 users, with 1 two, with 2 one, with 3 none.
    expect(apart(of("together"), [2 / 2, 2 / 2, 1 / 2, 0])).toBeLessThan(
      TOLERANCE,
    );
  });

  it("walks as the product of the normalised matrices does", () => {
    const sizes = [2, 3, 2];
    const counts = [2, 2, 2, 1];
    const p = (i: number, j: number): number =>
      likes.reduce(
        (sum, list, u) =>
          sum + Number(list.includes(i) && list.includes(j)) / (sizes[u] ?? 1),
        0,
      ) / Math.sqrt((counts[i] ?? 1) * (counts[j] ?? 1));
    const step = (from: readonly number[]): number[] =>
      from.map((_, j) => from.reduce((sum, x, i) => sum + x * p(i, j), 0));
    const two = step(step([1 / Math.sqrt(2), 0, 0, 0]));
    expect(apart(of("two steps"), two)).toBeLessThan(TOLERANCE);
    expect(apart(of("three steps"), step(two))).toBeLessThan(TOLERANCE);
  });

  it("relates items by the entities that they share, never an item to itself", () => {
    // Item 1 has two columns of equal weight, items 0 and 2 one of them each.
    expect(apart(of("related"), [0, 1 / Math.sqrt(2), 0, 0])).toBeLessThan(
      TOLERANCE,
    );
    expect(apart(of("related, share"), [0, 1, 0, 0])).toBeLessThan(TOLERANCE);
    const two = of("two steps");
    expect(
      apart(of("spread"), [
        two[1] ?? NaN,
        ((two[0] ?? NaN) + (two[2] ?? NaN)) / 2,
        two[1] ?? NaN,
        0,
      ]),
    ).toBeLessThan(TOLERANCE);
  });

  it("says exactly nothing of a like that only the left-out row attests", () => {
    const rest = likeTables([[0, 1], [0, 1], [2]], 4);
    const alone = evidence([2], rest, graphTables(null, 4));
    for (const kind of alone) expect(kind[3]).toBe(0);
  });
});

describe("the logistic head", () => {
  it("finds the weights that drew the labels", () => {
    const random = createRandom(4);
    const n = 20_000;
    const x = Float64Array.from({ length: 2 * n }, () => 3 + random.normal());
    const labels = Array.from({ length: n }, (_, i) => {
      const logit = 1.5 * (x[2 * i] ?? 0) - 0.5 * (x[2 * i + 1] ?? 0) - 2;
      return Number(random.uniform() < 1 / (1 + Math.exp(-logit)));
    });
    const { weights, offset } = fitLogistic(x, labels, 0);
    expect(weights[0]).toBeCloseTo(1.5, 0);
    expect(weights[1]).toBeCloseTo(-0.5, 0);
    expect(offset).toBeCloseTo(-2, 0);
  });
});

describe("the evidence model", () => {
  /** Users of two tastes, each with likes in one half of the items and dislikes in the other. */
  function twoTastes(informative: boolean): Interactions {
    const random = createRandom(8);
    const [user, item, value]: number[][] = [[], [], []];
    for (let u = 0; u < 60; u += 1)
      for (const i of random.sample(Array.from({ length: 30 }).keys(), 12)) {
        const own = informative
          ? i % 2 === u % 2
          : random.uniform() < (u % 3) / 2;
        user?.push(u);
        item?.push(i);
        value?.push(Number(own));
      }
    return {
      users: 60,
      items: 30,
      user: Uint32Array.from(user ?? []),
      item: Uint32Array.from(item ?? []),
      time: null,
      value: Float32Array.from(value ?? []),
    };
  }

  /** How often an unseen item of the user's own half is put above one of the other half. */
  async function rightOrder(informative: boolean): Promise<number> {
    const model = new Evidence();
    const interactions = twoTastes(informative);
    await model.fit({ interactions, graph: null, content: [] }, options(1));
    const lists = Array.from({ length: 60 }, (_, user) =>
      Array.from(interactions.item).filter(
        (__, row) =>
          interactions.user[row] === user && interactions.value?.[row] === 1,
      ),
    );
    const ranked = await model.rank(
      lists.map((history, user) => ({ user, history })),
      1,
      ({ history }) => history,
    );
    const hits = ranked.filter(([first = -1], u) => first % 2 === u % 2);
    return hits.length / 60;
  }

  it("learns whose taste is whose, and nothing from how many labels a user has", async () => {
    expect(await rightOrder(true)).toBeGreaterThan(0.9);
    expect(await rightOrder(false)).toBeLessThan(0.75);
  });
});
