/** What explanations claim, and what wishes of the moment do and do not do, on the real catalogue and WebGPU. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LIST_LENGTH } from "../config/engine.ts";
import { DEFAULT_STEERING } from "../config/preferences.ts";
import { ms } from "../domain/brand.ts";
import type { Catalogue } from "../domain/catalogue.ts";
import type { ItemId } from "../domain/item.ts";
import type { Explanation } from "../domain/ranking.ts";
import type { EntryId, RatingValue } from "../domain/rating.ts";
import type { Wish } from "../domain/wish.ts";
import { createEngine } from "./client.ts";
import type { Engine, TasteView } from "./engine.ts";
import { loadCatalogue } from "./files.ts";

/** Sums over 128 floats on the GPU against the same in another order on the CPU, in logits. */
const CLOSE = 1e-3;

let engine: Engine;
let catalogue: Catalogue;

beforeAll(async () => {
  const base = document.createElement("base");
  base.href = "/";
  document.head.append(base);
  engine = createEngine({
    onStarted: ({ adapter }) => {
      console.info(`adapter: ${adapter}`);
    },
    onRecovering: () => undefined,
  });
  catalogue = await loadCatalogue(new URL(document.baseURI));
  await engine.start("webgpu");
});

afterAll(() => {
  for (const base of document.querySelectorAll("base")) base.remove();
});

function idOf(title: string, domain: string): ItemId {
  const item = catalogue.items.find(
    (each) => each.title === title && each.domain === domain,
  );
  if (!item) throw new Error(`there is no ${title} among ${domain}`);
  return item.id;
}

function person(
  rated: readonly (readonly [ItemId, RatingValue])[],
  change: Partial<TasteView> = {},
): TasteView {
  const ratings = rated.map(([item, value], t) => {
    return { item, value, at: ms(t), entry: `entry of ${item}` as EntryId };
  });
  const logPosition = ratings.length as TasteView["logPosition"];
  return {
    ratings,
    logPosition,
    steering: DEFAULT_STEERING,
    concepts: {},
    seed: 1,
    ...change,
  };
}

const taste = (): (readonly [ItemId, RatingValue])[] => [
  [idOf("Cello", "instruments"), "like"],
  [idOf("Viola", "instruments"), "like"],
  [idOf("Japan", "places"), "like"],
  [idOf("Volcano", "things"), "like"],
  [idOf("Trumpet", "instruments"), "dislike"],
];

const listOf = async (view: TasteView): Promise<ItemId[]> =>
  (await engine.rank(view, LIST_LENGTH)).items.map(({ item }) => item);

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

const adds = ({ byRating }: Explanation): number =>
  sum(byRating.map((part) => part.adds));

async function claims(rated: ReturnType<typeof taste>): Promise<void> {
  const view = person(rated);
  const { items } = await engine.rank(view, LIST_LENGTH);
  for (const place of [0, 30]) {
    const shown = items[place];
    if (!shown) throw new Error(`the list has no place ${place}`);
    const why = await engine.explain(view, shown.item);
    const { text, image, audio, graph } = why.byModality;
    const { prior, rest, logit, score } = why;
    // Both sums are the whole score, and it is the score on screen.
    expect(text + image + audio + graph + prior).toBeCloseTo(logit, 6);
    expect(adds(why) + rest + prior).toBeCloseTo(logit, 6);
    expect(Math.abs(score - shown.score)).toBeLessThan(CLOSE);
    for (const named of why.byRating.slice(0, 2)) {
      // Take it back for real, and the score moves by what was said.
      const left = person(rated.filter(([item]) => item !== named.item));
      const after = await engine.explain(left, shown.item);
      expect(Math.abs(logit - after.logit - (named.loses ?? 0))).toBeLessThan(
        CLOSE,
      );
    }
  }
}

describe("why this", () => {
  test("the parts sum to the score, and taking a named rating back moves it by what was said", async () => {
    await claims(taste());
    // Without a fine-tune nothing but ratings is in the score.
    const view = person(taste());
    const [first] = await listOf(view);
    const why = await engine.explain(view, first ?? idOf("Cello", "films"));
    expect(Math.abs(why.rest)).toBeLessThan(CLOSE);
  });

  test("the counterfactual is the list that a person without that like would see", async () => {
    const view = person(taste());
    const list = await listOf(view);
    const item = list[2] ?? idOf("Cello", "films");
    const why = await engine.explain(view, item);
    const [strongest] = why.byRating.filter((part) => part.adds > 0);
    const without = strongest?.item ?? item;
    const { now, otherwise } = await engine.counterfactual(
      view,
      item,
      without,
      LIST_LENGTH,
    );
    expect(now.place).toBe(3);
    const rated = taste().filter(([each]) => each !== without);
    const place = (await listOf(person(rated))).indexOf(item);
    expect(otherwise.place).toBe(place < 0 ? null : place + 1);
    expect(otherwise.logit).toBeLessThan(now.logit);
    expect(
      Math.abs(now.logit - otherwise.logit - (strongest?.loses ?? 0)),
    ).toBeLessThan(CLOSE);
    // Asking changed nothing.
    expect(await listOf(view)).toEqual(list);
  });
});

describe("a wish of the moment", () => {
  const towards = (item: ItemId, weight: number): readonly Wish[] => [
    { id: "wish", target: { kind: "item", item }, weight },
  ];
  const musical = (list: readonly ItemId[]): number =>
    list.slice(0, 12).filter((id) => id.startsWith("instrument:")).length;

  test("turns the order both ways and leaves every chance of a like as it was", async () => {
    // By score and wish alone: variety would move what is alike apart again.
    const steering = { ...DEFAULT_STEERING, diversity: 0 };
    const plain = await engine.rank(person(taste(), { steering }), LIST_LENGTH);
    const before = plain.items.map(({ item }) => item);
    const harp = idOf("Harp", "instruments");
    const more = await engine.rank(
      person(taste(), { steering, wishes: towards(harp, 1) }),
      LIST_LENGTH,
    );
    const less = await listOf(
      person(taste(), { steering, wishes: towards(harp, -1) }),
    );
    const after = more.items.map(({ item }) => item);
    expect(musical(after)).toBeGreaterThan(musical(before));
    expect(musical(less)).toBeLessThan(musical(before));
    expect(after.slice(0, 3)).toContain(harp);
    expect(less).not.toContain(harp);
    const chances = new Map(
      plain.items.map(({ item, score }) => [item, score]),
    );
    const both = more.items.filter(({ item }) => chances.has(item));
    expect(both.length).toBeGreaterThan(10);
    for (const { item, score } of both)
      expect(score).toBeCloseTo(chances.get(item) ?? 0, 6);
    // It teaches nothing, and no longer wished it is as if it had never been.
    expect(
      await engine.learned(person(taste(), { wishes: towards(harp, 1) })),
    ).toEqual(await engine.learned(person(taste())));
    expect(await listOf(person(taste(), { steering, wishes: [] }))).toEqual(
      before,
    );
  });

  test("is said apart from the score in an explanation", async () => {
    const harp = idOf("Harp", "instruments");
    const plain = await engine.explain(person(taste()), harp);
    const wished = await engine.explain(
      person(taste(), { wishes: towards(harp, 1) }),
      harp,
    );
    expect(plain.lift).toBe(0);
    expect(wished.lift).toBeGreaterThan(0.9);
    expect(wished.logit).toBeCloseTo(plain.logit, 6);
  });

  test("leads a newcomer too, and what is not wanted now is away", async () => {
    const harp = idOf("Harp", "instruments");
    const wishes = towards(harp, 1);
    const list = await listOf(person([], { wishes }));
    expect(musical(list)).toBeGreaterThan(2);
    const notNow = list.slice(0, 2);
    const left = await listOf(person([], { wishes, notNow }));
    expect(left).not.toContain(notNow[0]);
    expect(left).not.toContain(notNow[1]);
    const cover = await listOf(person([]));
    const rest = await listOf(person([], { notNow: cover.slice(0, 1) }));
    expect(rest).not.toContain(cover[0]);
  });
});

test("the claims hold in the metric of a fine-tune too", async () => {
  const liked = catalogue.items
    .filter(({ domain }) => domain === "instruments")
    .slice(20, 26)
    .map(({ id }): readonly [ItemId, RatingValue] => [id, "like"]);
  const rated = [...taste(), ...liked];
  const report = await engine.tune(person(rated), () => undefined);
  console.info(`fine-tune kept: ${report.kept}`);
  await claims(rated);
  const likes = rated.filter(([, value]) => value === "like");
  expect(report.likes).toBe(new Set(likes.map(([id]) => id)).size);
});
