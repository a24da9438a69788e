/** The whole model on WebGPU, from a small catalogue through the real build of the base. */
import { memory } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { NEUTRAL_STEERING } from "../../src/config/taste.ts";
import { createRandom } from "../../src/device/random.ts";
import "../../src/device/gradients.ts";
import { startRuntime } from "../../src/device/tensors.ts";
import { ms } from "../../src/domain/brand.ts";
import type { KnowledgeGraph } from "../../src/domain/catalogue.ts";
import { PalateError } from "../../src/domain/errors.ts";
import { itemId } from "../../src/domain/item.ts";
import { ENCODED_MODALITIES } from "../../src/domain/modality.ts";
import type {
  EntryId,
  LogPosition,
  RatingValue,
} from "../../src/domain/rating.ts";
import { matrix } from "../../src/math/dense.ts";
import { quantiseRows } from "../../src/math/quantise.ts";
import { writeSafetensors, type Tensor } from "../../src/math/safetensors.ts";
import type { TasteView } from "../../src/pipeline/engine.ts";
import { TasteModel } from "../../src/pipeline/taste-model.ts";
import { tinyCatalogue } from "../../src/testing/catalogue.ts";
import { buildBase } from "./build.ts";

const EACH = 30;
const catalogue = tinyCatalogue(EACH);
const N = catalogue.items.length;
const KINDS = 10;
const random = createRandom(1);

/** Item i is of kind i % KINDS, which runs through all domains. */
const graph: KnowledgeGraph = {
  concepts: Array.from({ length: KINDS }, (_, k) => ({
    id: `kind:${k}`,
    label: `kind ${k}`,
    kind: "kind",
  })),
  relations: [
    { id: "kind", label: "is a kind of", inverse: "includes", explains: true },
  ],
  triples: Uint32Array.from(
    catalogue.items.flatMap((_, i) => [i, 0, N + (i % KINDS)]),
  ),
};

const vectors = Object.fromEntries(
  ENCODED_MODALITIES.map((m) => {
    const x = matrix(N, 24);
    for (let i = 0; i < N; i += 1) {
      // Sounds have no picture, and only every second item has a sound.
      if (m === "audio" && i % 2 === 0) continue;
      for (let k = 0; k < 24; k += 1)
        x.data[i * 24 + k] = random.normal() + (k === i % KINDS ? 3 : 0);
    }
    return [m, quantiseRows(x)];
  }),
) as Record<
  (typeof ENCODED_MODALITIES)[number],
  ReturnType<typeof quantiseRows>
>;

function view(
  rated: Readonly<Record<string, RatingValue>>,
  change: Partial<TasteView> = {},
): TasteView {
  const ratings = Object.entries(rated).map(([item, value], t) => ({
    item: itemId(item),
    value,
    at: ms(t),
    entry: `entry-${item}` as EntryId,
  }));
  return {
    ratings,
    logPosition: ratings.length as LogPosition,
    steering: NEUTRAL_STEERING,
    concepts: {},
    seed: 3,
    ...change,
  };
}

const LIKES = {
  "places:0": "like",
  "films:0": "like",
  "sounds:10": "like",
  "films:1": "dislike",
} as const;
/** The kind of an item by its id: every domain's number k is of kind k % KINDS. */
const kindOf = (id: string): number => Number(id.split(":")[1]) % KINDS;

let model: TasteModel;
let load: () => Promise<TasteModel>;

beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  console.info(`adapter: ${runtime.adapter}`);
  const { file } = buildBase({
    catalogue,
    graph,
    vectors,
    encoders: "test",
    log: () => {},
  });
  const tensors: Record<string, Tensor> = {};
  for (const [m, { q8, scale, rows, columns }] of Object.entries(vectors)) {
    tensors[`${m}.q8`] = { dtype: "I8", shape: [rows, columns], data: q8 };
    tensors[`${m}.scale`] = { dtype: "F32", shape: [rows], data: scale };
  }
  load = () =>
    TasteModel.load({
      base: file,
      vectors: writeSafetensors(tensors),
      catalogue,
      graph: () => Promise.resolve(graph),
    });
  model = await load();
});

describe("the taste model on WebGPU", () => {
  it("shows every domain to a newcomer", async () => {
    const { items, by } = await model.rank(view({}), 12);
    expect(by).toBe("cover");
    expect(new Set(items.map(({ item }) => item.split(":")[0])).size).toBe(6);
  });

  it("turns to the liked kind in all domains, and never shows what was rated", async () => {
    const { items, by } = await model.rank(view(LIKES), 10);
    expect(by).toBe("fold-in");
    expect(
      items.filter(({ item }) => kindOf(item) === 0).length,
    ).toBeGreaterThan(6);
    expect(
      new Set(items.map(({ item }) => item.split(":")[0])).size,
    ).toBeGreaterThan(3);
    for (const { item } of items)
      expect(Object.keys(LIKES)).not.toContain(item);
  });

  it("says the same list for the same view, so that undo restores it", async () => {
    const before = await model.rank(view(LIKES), 10);
    await model.rank(view({ ...LIKES, "places:7": "like" }), 10);
    const after = await model.rank(view(LIKES), 10);
    expect(after.items).toEqual(before.items);
  });

  it("leaves hidden domains out and holds no more tensors after it", async () => {
    const held = memory().numTensors;
    const steering = {
      ...NEUTRAL_STEERING,
      hidden: ["films" as const],
      exploration: 0.5,
    };
    const { items } = await model.rank(view(LIKES, { steering }), 20);
    expect(items.some(({ item }) => item.startsWith("films"))).toBe(false);
    expect(memory().numTensors).toBe(held);
  });

  it("explains a score by parts that sum to it, and it is the score that the GPU gave", async () => {
    for (const concepts of [{}, { "kind:0": "quiet" } as const]) {
      const asked = view(LIKES, { concepts });
      const { items } = await model.rank(asked, 40);
      for (const { item, score } of items.slice(0, 5)) {
        const why = await model.explain(asked, item);
        const { text, image, audio, graph: known } = why.byModality;
        expect(text + image + audio + known + why.prior).toBe(why.logit);
        expect(1 / (1 + Math.exp(-why.logit))).toBeCloseTo(why.score, 12);
        expect(Math.abs(why.score - score)).toBeLessThan(1e-4);
        const all = why.byRating.reduce(
          (sum, { share }) => sum + Math.abs(share),
          0,
        );
        expect(all).toBeCloseTo(1, 6);
      }
    }
  });

  it("words a path from a liked item and names the concept it learned", async () => {
    const { items } = await model.rank(view(LIKES), 10);
    const found = items.find(({ item }) => kindOf(item) === 0);
    const why = await model.explain(view(LIKES), found?.item ?? itemId(""));
    expect(why.paths[0]?.steps.map(({ label }) => label)).toEqual([
      "is a kind of",
      "includes",
    ]);
    const learned = await model.learned(view(LIKES));
    expect(learned[0]).toMatchObject({ concept: "kind:0", strength: 1 });
    expect(
      learned.find(({ concept }) => concept === "kind:1")?.strength,
    ).toBeLessThan(0);
  });

  it("follows what a person says of a concept", async () => {
    const quiet = await model.rank(
      view(LIKES, { concepts: { "kind:0": "quiet" } }),
      10,
    );
    expect(quiet.items.some(({ item }) => kindOf(item) === 0)).toBe(false);
    const boost = await model.rank(
      view(LIKES, { concepts: { "kind:4": "boost" } }),
      10,
    );
    expect(boost.items.some(({ item }) => kindOf(item) === 4)).toBe(true);
  });

  it("keeps ranking while it fine-tunes, and the file brings the list to a fresh profile", async () => {
    const ranking = model.rank(view(LIKES), 10);
    const steps: number[] = [];
    const report = await model.tune(
      view(LIKES),
      ({ step }) => steps.push(step),
      new AbortController().signal,
    );
    expect((await ranking).by).toBe("fold-in");
    expect(steps.at(-1)).toBe(steps.length);
    expect(report.likes).toBe(3);
    const mine = await model.rank(view(LIKES), 10);
    expect(mine.by).toBe(report.kept ? "adapter" : "fold-in");
    const file = await model.exportAdapter(view(LIKES));

    const fresh = await load();
    const summary = await fresh.importAdapter(file);
    expect(summary.ratings).toBe(4);
    const theirs = await fresh.rank(view({}), 10);
    expect(theirs.items).toEqual(mine.items);
    // The same file as this device's own snapshot: an undone rating must not live on in it.
    const undone = { "films:0": "like", "sounds:10": "like" } as const;
    const own = await fresh.rank(view(undone), 180);
    expect(own.items.map(({ item }) => item)).toContain("places:0");
    fresh.dropAdapter();
    expect((await fresh.rank(view({}), 10)).by).toBe("cover");
    fresh.dispose();
  }, 280_000);

  it("refuses a fine-tune that has too little to learn from", async () => {
    await expect(
      model.tune(
        view({ "films:0": "like" }),
        () => {},
        new AbortController().signal,
      ),
    ).rejects.toBeInstanceOf(PalateError);
  });
});
