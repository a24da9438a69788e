import {
  memory,
  tensor2d,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { TRANSFORMER } from "../../config/sequence.ts";
import "../../device/gradients.ts";
import { createRandom } from "../../device/random.ts";
import { startRuntime } from "../../device/tensors.ts";
import { ms } from "../../domain/brand.ts";
import type { Interactions } from "../../domain/model.ts";
import { CachedHistory } from "./cached-history.ts";
import { forward, sequenceLoss, type Lookup } from "./network.ts";
import { freshParameters, parameterShapes } from "./shape.ts";
import { batchOf, Transformer } from "./transformer.ts";

const N = 30;
const settings = {
  ...TRANSFORMER,
  dimensions: 8,
  length: 6,
  batch: 4,
  negatives: 12,
  dropout: 0,
};
/** Both sides compute in 32 bits, in different orders. */
const TOLERANCE = 2e-5;
/** Of a central difference in 32 bits over the GPU, relative to the largest slope. */
const SLOPE_TOLERANCE = 0.02;

const random = createRandom(11);
const shapes = parameterShapes(N, settings);
const parameters = freshParameters(shapes, random);
const history = [3, 17, 17, 5, 29];

function tensors(): Map<string, Tensor2D> {
  return new Map(
    [...shapes].map(([name, { rows, columns }]) => [
      name,
      tensor2d(parameters.get(name) ?? [], [rows, columns]),
    ]),
  );
}
const lookup =
  (made: ReadonlyMap<string, Tensor>): Lookup =>
  (name) => {
    const found = made.get(name);
    if (!found) throw new RangeError(name);
    return found as Tensor2D;
  };

beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  console.info(`adapter: ${runtime.adapter}`);
});

describe("late interaction", () => {
  it("says after every event, at every layer, what a full pass on the GPU says", async () => {
    const made = tensors();
    const inputs = new Int32Array(settings.length);
    inputs.set(history);
    const layers = tidy(() => forward(lookup(made), inputs, null, settings));
    const cached = new CachedHistory(parameters, settings);
    for (let events = 1; events <= history.length; events += 1) {
      cached.follow(history.slice(0, events));
      for (const [l, layer] of layers.entries()) {
        const all = await layer.data();
        cached.read(l + 1).forEach((value, k) => {
          const full = all[(events - 1) * settings.dimensions + k] ?? NaN;
          expect(Math.abs(value - full)).toBeLessThan(TOLERANCE);
        });
      }
    }
    for (const each of [...made.values(), ...layers]) each.dispose();
  });

  it("takes one more event at a fraction of the work, and starts anew when the past changed", () => {
    const whole = new CachedHistory(parameters, settings);
    whole.follow(history);
    const grown = new CachedHistory(parameters, settings);
    grown.follow(history.slice(0, -1));
    const before = grown.work;
    grown.follow(history);
    expect(grown.read(2)).toEqual(whole.read(2));
    expect(grown.work - before).toBeLessThan(whole.work / 4);
    grown.follow([1, ...history.slice(1)]);
    expect(grown.read(2)).not.toEqual(whole.read(2));
    const long = [8, 2, 9, ...history];
    grown.follow(long);
    whole.follow(long.slice(-settings.length));
    expect(grown.read(2)).toEqual(whole.read(2));
  });

  it("leaves early for half the work, with what the first layer says", () => {
    const full = new CachedHistory(parameters, settings);
    const early = new CachedHistory(parameters, { ...settings, exit: 1 });
    full.follow(history);
    early.follow(history);
    expect(early.read(1)).toEqual(full.read(1));
    expect(early.work).toBe(full.work / 2);
  });
});

describe("the loss of the transformer", () => {
  it("has the gradients that finite differences give", async () => {
    const batch = batchOf(
      [history, [4, 9, 1], [12, 13]],
      N,
      settings,
      createRandom(2),
    );
    const names = [...shapes.keys()];
    const lossOf = (...values: Tensor[]): Scalar =>
      sequenceLoss(
        lookup(new Map(names.map((name, at) => [name, values[at] as Tensor]))),
        batch,
        N,
        settings,
      );
    const made = [...tensors().values()];
    const { value, grads } = valueAndGrads(lossOf)(made);
    for (const [at, name] of names.entries()) {
      const shape = shapes.get(name);
      const own = parameters.get(name);
      if (!shape || !own) continue;
      // Along a random direction, so that one difference checks the whole matrix.
      const way = Float32Array.from(own, () => random.normal());
      const slope = await grads[at]?.data();
      const wanted = way.reduce((sum, x, k) => sum + x * (slope?.[k] ?? 0), 0);
      const reach = 1e-2 / Math.hypot(...way);
      const [up = 0, down = 0] = await Promise.all(
        [reach, -reach].map(async (by) => {
          const moved = tensor2d(
            own.map((x, k) => x + by * (way[k] ?? 0)),
            [shape.rows, shape.columns],
          );
          const loss = lossOf(...made.map((t, i) => (i === at ? moved : t)));
          const [number = NaN] = await loss.data();
          moved.dispose();
          loss.dispose();
          return number;
        }),
      );
      const found = (up - down) / (2 * reach);
      const size = Math.hypot(...(slope ?? [])) * Math.hypot(...way);
      expect(Math.abs(found - wanted), name).toBeLessThan(
        SLOPE_TOLERANCE * size + 1e-3 * Math.hypot(...way),
      );
    }
    for (const each of [value, ...grads, ...made]) each.dispose();
  });
});

describe("the transformer", () => {
  it("learns a ring of items, and frees what it held", async () => {
    const people = 64;
    const lists = Array.from({ length: people }, (_, u) =>
      Array.from({ length: 6 }, (__, at) => (u + at) % 12),
    );
    const interactions: Interactions = {
      users: people,
      items: 12,
      user: Uint32Array.from(lists.flatMap((list, u) => list.map(() => u))),
      item: Uint32Array.from(lists.flat()),
      time: Float64Array.from(lists.flatMap((list) => [...list.keys()])),
      value: null,
    };
    const before = memory().numTensors;
    const model = new Transformer({
      ...settings,
      layers: 1,
      exit: 1,
      batch: 64,
      epochs: 24,
      learningRate: 0.05,
    });
    await model.fit(
      { interactions, graph: null, content: [] },
      {
        random: createRandom(1),
        signal: new AbortController().signal,
        budget: ms(100_000),
        onProgress: () => undefined,
      },
    );
    const asked = [
      { user: 0, history: [3, 4, 5] },
      { user: 1, history: [10, 11, 0] },
    ];
    expect(await model.rank(asked, 1, () => [])).toEqual([[6], [1]]);
    model.dispose();
    expect(memory().numTensors).toBe(before);
  });
});
