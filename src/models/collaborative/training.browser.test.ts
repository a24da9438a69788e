import "../../device/gradients.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { createRandom } from "../../device/random.ts";
import { startRuntime } from "../../device/tensors.ts";
import { ms } from "../../domain/brand.ts";
import type { FitProgress, TrainingData } from "../../domain/model.ts";
import type { RecommenderRecipe } from "../../domain/recipe.ts";
import { heldAround } from "../../testing/leaks.ts";
import { GRAPH_FILTERS } from "../graph-filter/recipes.ts";
import { COLLABORATIVE } from "./recipes.ts";

beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  if (runtime.backend !== "webgpu") throw new Error(runtime.fallback);
  console.info(`adapter: ${runtime.adapter}`);
});

const [USERS, ITEMS, TAKEN] = [24, 16, 5];

/** Even users take even items, odd ones odd; genre says which. */
function twoTastes(): TrainingData {
  const random = createRandom(4);
  const rows = Array.from({ length: USERS }, (_, user) =>
    random
      .sample(Array(ITEMS / 2).keys(), TAKEN)
      .map((each) => ({ user, item: 2 * each + (user % 2) })),
  ).flat();
  return {
    interactions: {
      users: USERS,
      items: ITEMS,
      user: Uint32Array.from(rows, ({ user }) => user),
      item: Uint32Array.from(rows, ({ item }) => item),
      time: null,
      value: null,
    },
    graph: null,
    content: [],
    attributes: [
      {
        name: "genre",
        count: 2,
        start: Uint32Array.from({ length: ITEMS + 1 }, (_, i) => i),
        word: Uint32Array.from({ length: ITEMS }, (_, i) => i % 2),
      },
    ],
  };
}

const SMALL = {
  dimensions: 8,
  rank: 4,
  epochs: 12,
  batch: 40,
  learningRate: 0.05,
  validateEvery: 4,
};

async function fit(
  recipe: RecommenderRecipe,
  validate?: () => Promise<number>,
) {
  const model = recipe.create(SMALL, null);
  const seen: FitProgress[] = [];
  const { signal } = new AbortController();
  await model.fit(twoTastes(), {
    random: createRandom(1),
    signal,
    budget: ms(60_000),
    onProgress: (progress) => seen.push(progress),
    ...(validate && { validate }),
  });
  return { model, seen };
}

/** Share of pairs (unseen item of the own taste, item of the other) in the right order. */
async function rightPairs(recipe: RecommenderRecipe): Promise<number> {
  const { model } = await fit(recipe);
  const { interactions } = twoTastes();
  const histories = Array.from({ length: USERS }, (): number[] => []);
  interactions.user.forEach((user, row) =>
    histories[user]?.push(interactions.item[row] ?? 0),
  );
  const queries = histories.map((history, user) => ({ user, history }));
  const scores = await model.score(queries);
  model.dispose();
  let [right, all] = [0, 0];
  queries.forEach(({ history, user }) => {
    for (let own = user % 2; own < ITEMS; own += 2)
      for (let other = 1 - (user % 2); other < ITEMS; other += 2) {
        if (history.includes(own)) continue;
        const lead =
          (scores[user * ITEMS + own] ?? 0) -
          (scores[user * ITEMS + other] ?? 0);
        right += lead > 0 ? 1 : lead === 0 ? 0.5 : 0;
        all += 1;
      }
  });
  return right / all;
}

const TRAINED = [...COLLABORATIVE, ...GRAPH_FILTERS];

describe.each(TRAINED.map((recipe) => [recipe.name, recipe] as const))(
  "%s",
  (_name, recipe) => {
    test("learns which items go together", async () => {
      expect(await rightPairs(recipe)).toBeGreaterThan(0.85);
    });

    test("frees what it made", async () => {
      const { before, after } = await heldAround(
        async () => (await fit(recipe)).model.dispose(),
        { burnIn: 1, repeats: 2 },
      );
      expect(after).toEqual(before);
    });
  },
);

test("training stops, and goes back to its best look at validation", async () => {
  const [bpr] = COLLABORATIVE;
  if (bpr === undefined) throw new Error("bpr");
  const values = [0.5, 0.4, 0.3, 0.2, 0.1];
  let looks = 0;
  const model = bpr.create({ ...SMALL, epochs: 40, validateEvery: 1 }, null);
  const { signal } = new AbortController();
  const taken: Float32Array[] = [];
  await model.fit(twoTastes(), {
    random: createRandom(1),
    signal,
    budget: ms(60_000),
    onProgress: () => undefined,
    validate: async () => {
      taken.push(await model.score([{ user: 0, history: [0] }]));
      looks += 1;
      return values[looks - 1] ?? 0;
    },
  });
  expect(looks).toBe(4);
  expect(await model.score([{ user: 0, history: [0] }])).toEqual(taken[0]);
  expect(taken[1]).not.toEqual(taken[0]);
  model.dispose();
});
