import { describe, expect, test } from "vitest";
import { createRandom } from "../device/random.ts";
import { ms } from "../domain/brand.ts";
import type { Interactions, TrainingData } from "../domain/model.ts";
import type { RecommenderRecipe } from "../domain/recipe.ts";
import { Popularity } from "../models/baselines/popularity.ts";
import { BASELINES } from "../models/baselines/recipes.ts";
import { automatic } from "./auto.ts";
import { measure, type Bench } from "./experiment.ts";
import { openArena } from "./open.ts";
import { permuted } from "./permute.ts";
import type { Dataset } from "./read/dataset.ts";
import { ITEM_PROTOCOLS, splitOf, type ItemProtocol } from "./split.ts";

/** Users of two tastes (even and odd items), one row a second. */
function tastes(users = 60, items = 24, length = 8): Dataset {
  const random = createRandom(3);
  const rows = Array.from({ length: users }, (_, user) =>
    random
      .sample(
        Array.from({ length: items / 2 }, (_n, i) => 2 * i),
        length,
      )
      .map((item) => ({ user, item: item + (user % 2) })),
  ).flat();
  const ids = (n: number): string[] =>
    Array.from({ length: n }, (_, i) => `${i}`);
  return {
    name: "tastes",
    users: ids(users),
    items: ids(items),
    values: "none",
    interactions: {
      is: "whole",
      rows: {
        users,
        items,
        user: Uint32Array.from(rows, ({ user }) => user),
        item: Uint32Array.from(rows, ({ item }) => item),
        time: Float64Array.from(rows, (_, i) => (i * 7919) % rows.length),
        value: null,
      },
    },
    graph: null,
    titles: [],
    words: [],
    content: [],
    unused: [],
  };
}

const pairs = ({ user, item }: Interactions): string[] =>
  Array.from(user, (u, row) => `${u}:${item[row]}`).sort();

const { signal } = new AbortController();
const arenaOf = (data: Dataset, protocol: string) =>
  openArena(data, {
    protocol,
    metrics: ["NDCG@5", "Recall@5"],
    random: createRandom(2),
    sampled: null,
    device: null,
    signal,
  }).arena;

function benchOf(data: Dataset, protocol: string): Bench {
  return {
    arena: arenaOf(data, protocol),
    randomOf: createRandom,
    seeds: [1],
    budget: ms(20_000),
    signal,
    now: () => ms(0),
    onProgress: () => undefined,
  };
}

/** Popularity that writes down everything it was shown while it was fitted. */
function spy(seen: string[]): RecommenderRecipe {
  class Spy extends Popularity {
    override async fit(
      data: TrainingData,
      options?: { validate?: () => Promise<number> },
    ): Promise<void> {
      await super.fit(data);
      seen.push(...pairs(data.interactions));
      const validation = await options?.validate?.();
      seen.push(`validation ${validation}`);
    }
  }
  return {
    task: "items",
    name: "spy",
    title: "Spy",
    source: "",
    needs: [],
    random: false,
    settings: [{}],
    create: () => new Spy("spy", 0),
  };
}

describe("what a fit can see", () => {
  test.each(ITEM_PROTOCOLS.filter((each) => each !== "given"))(
    "%s: the parts are disjoint and together everything",
    (protocol: ItemProtocol) => {
      const data = tastes();
      const {
        choice,
        train,
        test: judged,
      } = splitOf(data, protocol, createRandom(1));
      const asked = judged.cases.flatMap(({ query, relevant }) =>
        relevant.map((item) => `${query.user}:${item}`),
      );
      const valid = choice.cases.flatMap(({ query, relevant }) =>
        relevant.map((item) => `${query.user}:${item}`),
      );
      const known = pairs(train.interactions);
      const whole =
        data.interactions?.is === "whole" ? data.interactions.rows : null;
      expect([...known, ...valid, ...asked].sort()).toEqual(
        whole && pairs(whole),
      );
      // The history of a test query is what came before, and never the answer.
      for (const { query, relevant } of judged.cases)
        expect(query.history.some((item) => relevant.includes(item))).toBe(
          false,
        );
    },
  );

  test("other test rows change nothing that a fit, its validation or a choice sees", async () => {
    const data = tastes();
    const other = withOtherTestRows(data);
    const [mine, theirs]: [string[], string[]] = [[], []];
    const a = await measure(spy(mine), {}, benchOf(data, "leave-one-out"));
    const b = await measure(spy(theirs), {}, benchOf(other, "leave-one-out"));
    expect(mine).toEqual(theirs);
    expect(mine.at(-1)).toMatch(/^validation 0\.\d/);
    expect(a.metrics).not.toEqual(b.metrics);
    const tried: [string[], string[]] = [[], []];
    for (const [i, each] of [data, other].entries())
      await automatic(BASELINES, benchOf(each, "leave-one-out"), (trial) =>
        tried[i]?.push(`${trial.model} ${trial.validation}`),
      );
    expect(tried[0].length).toBeGreaterThan(5);
    expect(tried[0]).toEqual(tried[1]);
  });
});

/** Each user's newest item becomes one of the other taste. */
function withOtherTestRows(data: Dataset): Dataset {
  const given = data.interactions;
  if (given?.is !== "whole") throw new Error("whole");
  const { rows } = given;
  const { test: judged } = splitOf(data, "leave-one-out", createRandom(1));
  const asked = new Set(
    judged.cases.map(({ query, relevant }) => `${query.user}:${relevant[0]}`),
  );
  const item = rows.item.map((own, row) =>
    asked.has(`${rows.user[row]}:${own}`) ? own ^ 1 : own,
  );
  return { ...data, interactions: { is: "whole", rows: { ...rows, item } } };
}

test("new numbers for all ids change no figure of a model that ties nothing", async () => {
  const data = tastes();
  const knn = BASELINES.find(({ name }) => name === "item-knn");
  if (knn === undefined) throw new Error("item-knn");
  const figures = [];
  for (const seed of [1, 2, 3]) {
    const moved = permuted(data, createRandom(seed));
    figures.push(await measure(knn, {}, benchOf(moved, "leave-one-out")));
  }
  const [first, ...others] = figures.map(
    ({ metrics }) => metrics["Recall@5"]?.mean ?? 0,
  );
  for (const other of others) expect(other).toBeCloseTo(first ?? -1, 6);
});

test("the automatic choice finds the taste that popularity cannot see", async () => {
  const data = tastes();
  const bench = benchOf(data, "leave-one-out");
  const { row, trials, chosen } = await automatic(
    BASELINES,
    bench,
    () => undefined,
  );
  const [popularity] = BASELINES.filter(({ name }) => name === "popularity");
  if (popularity === undefined) throw new Error("popularity");
  const plain = await measure(popularity, {}, bench);
  expect(chosen).toMatch(/item-knn|ease/);
  expect(trials.map(({ model }) => model)).not.toContain("random");
  expect(row.metrics["NDCG@5"]?.mean).toBeGreaterThan(
    1.3 * (plain.metrics["NDCG@5"]?.mean ?? 0),
  );
});
