/** A merged adapter moves the metric by the mean of the moves, and its ratings are the union of the ratings. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../device/random.ts";
import type { Adapter, LowRank, MergeManner } from "../../domain/adapter.ts";
import type { LogPosition, RatingValue } from "../../domain/rating.ts";
import { mergeAdapters, truncated } from "./merge.ts";

const D = 12;
const random = createRandom(5);
const some = (length: number) =>
  Float32Array.from({ length }, () => random.normal());

const origin: Adapter["origin"] = {
  formatVersion: 1,
  baseHash: "base",
  catalogueHash: "catalogue",
  logPosition: 3 as LogPosition,
  seed: 1,
  encoders: [],
};

function adapter(
  ratings: Readonly<Record<number, RatingValue>>,
  rank: number,
  entry = 0,
): Adapter {
  const rows = Object.keys(ratings).map(Number);
  return {
    origin,
    carried: {
      rows,
      values: Object.values(ratings),
      entries: rows.map((item) => (entry === 0 ? 0 : entry + item)),
    },
    tuned: {
      metric: {
        module: "scorer.metric",
        rank,
        inputs: D,
        outputs: D,
        a: some(rank * D),
        b: some(rank * D),
        scale: 0.5,
      },
      gains: some(5),
      concepts: { columns: [1, rank], gains: some(2) },
      background: [40, 41],
    },
  };
}

/** `s B A x`, by the definition. */
function move(
  { a, b, rank, inputs, outputs, scale }: LowRank,
  x: Float32Array,
) {
  return Array.from({ length: outputs }, (_, o) => {
    let sum = 0;
    for (let r = 0; r < rank; r += 1)
      for (let i = 0; i < inputs; i += 1)
        sum += (b[o * rank + r] ?? 0) * (a[r * inputs + i] ?? 0) * (x[i] ?? 0);
    return scale * sum;
  });
}

const merge = (
  adapters: readonly Adapter[],
  manner: MergeManner,
  known: readonly number[] = [],
) => mergeAdapters(adapters, manner, origin, new Set(known));

describe("merging adapters", () => {
  it("moves every vector by the weighted mean of the moves, exactly", () => {
    const two = [
      adapter({ 1: "like" }, 3),
      adapter({ 2: "like", 3: "like", 4: "skip" }, 2),
    ];
    for (const [manner, weights] of [
      ["people", [0.5, 0.5]],
      ["devices", [0.25, 0.75]],
    ] as const) {
      const { adapter: merged, kept } = merge(two, manner);
      expect(kept).toBe(1);
      expect(merged.tuned?.metric.rank).toBe(5);
      const x = some(D);
      const parts = two.map(({ tuned }) =>
        tuned ? move(tuned.metric, x) : expect.fail("no fine-tune"),
      );
      const metric = merged.tuned?.metric ?? expect.fail("no fine-tune");
      move(metric, x).forEach((value, o) => {
        const mean =
          weights[0] * (parts[0]?.[o] ?? 0) + weights[1] * (parts[1]?.[o] ?? 0);
        expect(value).toBeCloseTo(mean, 4);
      });
    }
  });

  it("keeps the most of the move when the ranks do not fit into one file", () => {
    const { metric } = adapter({}, 4).tuned ?? expect.fail("no fine-tune");
    const whole = truncated(metric, 4);
    expect(whole.kept).toBeCloseTo(1, 6);
    const x = some(D);
    move(whole.metric, x).forEach((value, o) => {
      expect(value).toBeCloseTo(move(metric, x)[o] ?? NaN, 4);
    });
    const half = truncated(metric, 2).kept;
    expect(half).toBeGreaterThan(0.5);
    expect(half).toBeLessThan(1);
    expect(truncated(metric, 3).kept).toBeGreaterThan(half);
  });

  it("lets the later device decide, and lets people who disagree say nothing", () => {
    const two = [
      adapter({ 1: "like", 2: "like", 3: "skip" }, 1),
      adapter({ 1: "dislike", 3: "like", 4: "like" }, 1),
    ];
    const valuesOf = (manner: MergeManner) => {
      const { rows, values } = merge(two, manner).adapter.carried;
      return Object.fromEntries(rows.map((item, t) => [item, values[t]]));
    };
    expect(valuesOf("devices")).toEqual({
      1: "dislike",
      2: "like",
      3: "like",
      4: "like",
    });
    expect(valuesOf("people")).toEqual({
      1: "skip",
      2: "like",
      3: "like",
      4: "like",
    });
  });

  it("keeps this device's ratings recognisable, and no one else's", () => {
    const { carried } = merge(
      [adapter({ 1: "like" }, 1, 100), adapter({ 2: "like" }, 1, 200)],
      "devices",
      [202],
    ).adapter;
    expect(carried.rows).toEqual([1, 2]);
    expect(carried.entries).toEqual([0, 202]);
  });

  it("takes a rated item out of the background", () => {
    const { tuned } = merge([adapter({ 40: "like" }, 1)], "people").adapter;
    expect(tuned?.background).toEqual([41]);
  });
});
