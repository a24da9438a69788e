/**
 * The learners that the taste protocol compares. Two of them are the app's own model, driven through the
 * same class as in the page; the others see the same vectors and are what it has to beat.
 */
import { createRandom } from "../../src/device/random.ts";
import type { ItemId } from "../../src/domain/item.ts";
import type { EntryId, LogPosition, Rating } from "../../src/domain/rating.ts";
import { ms } from "../../src/domain/brand.ts";
import { NEUTRAL_STEERING } from "../../src/config/taste.ts";
import { TUNING } from "../../src/config/tuning.ts";
import type { Learner } from "../../src/evaluation/taste-protocol.ts";
import { kernel, type Features } from "../../src/math/features.ts";
import type { TasteView } from "../../src/pipeline/engine.ts";
import type { TasteModel } from "../../src/pipeline/taste-model.ts";

export const ARMS = ["random", "nn", "nn-tuned", "fold-in", "adapter"] as const;
export type Arm = (typeof ARMS)[number];

export interface Arena {
  readonly model: TasteModel;
  readonly features: Features;
  readonly ids: readonly ItemId[];
  readonly rowOf: ReadonlyMap<ItemId, number>;
  /** `[rows]` the list before any like. */
  readonly cover: (seen: readonly number[]) => readonly number[];
}

export function createLearner(arm: Arm, arena: Arena): Learner {
  switch (arm) {
    case "random":
      return randomLearner(arena);
    case "nn":
      return neighbourLearner(arena, 1);
    case "nn-tuned":
      return neighbourLearner(arena, 0.5);
    case "fold-in":
      return appLearner(arena, false);
    case "adapter":
      return appLearner(arena, true);
    default:
      return arm satisfies never;
  }
}

/** How many of the cover's items are asked for; the first that is open is shown. */
const LIST = 60;

/** The first card of the list: diversity moves only what stands behind it. */
export function bestOpen(
  scores: ArrayLike<number>,
  open: (row: number) => boolean,
): number {
  let best = -1;
  for (let i = 0; i < scores.length; i += 1)
    if ((best < 0 || (scores[i] ?? 0) > (scores[best] ?? 0)) && open(i))
      best = i;
  return best;
}

function appLearner({ model, ids, rowOf }: Arena, tunes: boolean): Learner {
  let ratings: Rating[] = [];
  let seed = 0;
  const view = (): TasteView => ({
    ratings,
    logPosition: ratings.length as LogPosition,
    steering: NEUTRAL_STEERING,
    concepts: {},
    seed,
  });
  return {
    begin(next) {
      model.dropAdapter();
      ratings = [];
      seed = next;
    },
    rate(row, like) {
      const item = ids[row];
      if (item)
        ratings = [
          ...ratings,
          {
            item,
            value: like ? "like" : "dislike",
            at: ms(ratings.length),
            entry: `simulated-${ratings.length}` as EntryId,
          },
        ];
    },
    async next(open) {
      if (ratings.some(({ value }) => value === "like"))
        return bestOpen(await model.scores(view()), open);
      const { items } = await model.rank(view(), LIST);
      const rows = items.map(({ item }) => rowOf.get(item) ?? -1);
      return rows.find(open) ?? -1;
    },
    async settle() {
      const likes = ratings.filter(({ value }) => value === "like").length;
      if (tunes && likes >= TUNING.fewestLikes)
        await model.tune(view(), () => {}, new AbortController().signal);
    },
    scores: () => model.scores(view()),
  };
}

/** Nearest neighbour: the largest cosine to a like minus the largest to a dislike. */
function neighbourLearner(arena: Arena, dislikes: number): Learner {
  const { features, cover } = arena;
  const n = features.fused.rows;
  const lengths = Float64Array.from({ length: n }, (_, i) =>
    Math.sqrt(kernel(features, i, i)),
  );
  let near = new Float64Array(n);
  let away = new Float64Array(n);
  let seen: number[] = [];
  let liked = false;
  const scores = (): Float64Array =>
    near.map((value, i) => value - dislikes * (away[i] ?? 0));
  return {
    begin() {
      near = new Float64Array(n);
      away = new Float64Array(n);
      seen = [];
      liked = false;
    },
    rate(row, like) {
      seen.push(row);
      liked ||= like;
      const side = like ? near : away;
      for (let i = 0; i < n; i += 1) {
        const cosine =
          kernel(features, i, row) /
          ((lengths[i] ?? 1) * (lengths[row] ?? 1) || 1);
        side[i] = Math.max(side[i] ?? 0, cosine);
      }
    },
    next(open) {
      if (!liked) return Promise.resolve(cover(seen).find(open) ?? -1);
      return Promise.resolve(bestOpen(scores(), open));
    },
    settle: () => Promise.resolve(),
    scores: () => Promise.resolve(scores()),
  };
}

function randomLearner({ ids }: Arena): Learner {
  let random = createRandom(0);
  return {
    begin(seed) {
      random = createRandom(seed);
    },
    rate() {},
    next(open) {
      for (;;) {
        const row = random.integer(ids.length);
        if (open(row)) return Promise.resolve(row);
      }
    },
    settle: () => Promise.resolve(),
    scores: () =>
      Promise.resolve(Float64Array.from(ids, () => random.uniform())),
  };
}
