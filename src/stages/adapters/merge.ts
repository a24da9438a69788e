/**
 * Several adapters as one. A fine-tune moves the metric by `s B A`; the mean of several moves is again a pair, with
 * the factors one below the other, so merging is exact as long as the ranks fit into one file. Above that the best
 * pair of the largest rank is taken (Eckart & Young 1936) and the share of the move that it keeps is reported.
 */
import { ADAPTER_FILE } from "../../config/adapters.ts";
import type {
  Adapter,
  AdapterOrigin,
  CarriedRatings,
  FineTune,
  LowRank,
  MergeManner,
} from "../../domain/adapter.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { addScaled, matrix, row, times, transposed } from "../../math/dense.ts";
import { eigenSymmetric } from "../../math/eigen.ts";
import { BLOCKS } from "../../math/features.ts";

export interface Merged {
  readonly adapter: Adapter;
  /** Share of the squared Frobenius norm of the move that was kept; 1 is exact. */
  readonly kept: number;
}

/**
 * @param adapters of one base and catalogue, the one whose word counts last at the end
 * @param known hashes of this device's log, whose ratings stay recognisable as its own
 */
export function mergeAdapters(
  adapters: readonly Adapter[],
  manner: MergeManner,
  origin: AdapterOrigin,
  known: ReadonlySet<number>,
): Merged {
  const carried = mergedRatings(adapters, manner, known);
  const weights = sharesOf(adapters, manner);
  const tuned = adapters.flatMap(({ tuned: one }, at) =>
    one ? [{ tuned: one, weight: weights[at] ?? 0 }] : [],
  );
  if (tuned.length === 0)
    return { adapter: { origin, carried, tuned: null }, kept: 1 };
  const { metric, kept } = mergedMetric(tuned);
  const rated = new Set(carried.rows);
  const background = new Set(tuned.flatMap((one) => one.tuned.background));
  return {
    adapter: {
      origin,
      carried,
      tuned: {
        metric,
        gains: mergedGains(tuned),
        concepts: mergedConcepts(tuned),
        background: [...background].filter((one) => !rated.has(one)),
      },
    },
    kept,
  };
}

interface Weighted {
  readonly tuned: FineTune;
  readonly weight: number;
}

/** People count alike; of one person's devices, the one that heard more counts more. */
function sharesOf(
  adapters: readonly Adapter[],
  manner: MergeManner,
): readonly number[] {
  const heard = adapters.map(({ carried }) =>
    manner === "people" ? 1 : Math.max(carried.rows.length, 1),
  );
  const all = heard.reduce((sum, one) => sum + one, 0);
  return heard.map((one) => one / all);
}

function mergedRatings(
  adapters: readonly Adapter[],
  manner: MergeManner,
  known: ReadonlySet<number>,
): CarriedRatings {
  const merged = new Map<number, { value: RatingValue; entry: number }>();
  for (const { carried } of adapters)
    carried.rows.forEach((item, t) => {
      const value = carried.values[t] ?? "skip";
      const entry = carried.entries[t] ?? 0;
      const before = merged.get(item);
      merged.delete(item);
      merged.set(item, {
        value:
          before && manner === "people" ? agreed(before.value, value) : value,
        entry: known.has(entry) ? entry : 0,
      });
    });
  return {
    rows: [...merged.keys()],
    values: [...merged.values()].map(({ value }) => value),
    entries: [...merged.values()].map(({ entry }) => entry),
  };
}

/** A skip says little beside a word; a like and a dislike together say nothing. */
function agreed(one: RatingValue, other: RatingValue): RatingValue {
  if (one === "skip") return other;
  if (other === "skip" || one === other) return one;
  return "skip";
}

/** Factors one below the other: `[A_1; A_2]` and `[w_1 s_1 B_1, w_2 s_2 B_2]`, with scale 1. */
function mergedMetric(parts: readonly Weighted[]): {
  metric: LowRank;
  kept: number;
} {
  const rank = parts.reduce((sum, { tuned }) => sum + tuned.metric.rank, 0);
  const { module, inputs, outputs } = parts[0]?.tuned.metric ?? {
    module: "",
    inputs: 0,
    outputs: 0,
  };
  const down = matrix(rank, inputs);
  const up = matrix(outputs, rank);
  let at = 0;
  for (const { tuned, weight } of parts) {
    const { metric } = tuned;
    down.data.set(metric.a, at * inputs);
    for (let o = 0; o < outputs; o += 1)
      for (let r = 0; r < metric.rank; r += 1)
        up.data[o * rank + at + r] =
          weight * metric.scale * (metric.b[o * metric.rank + r] ?? 0);
    at += metric.rank;
  }
  const whole = {
    module,
    rank,
    inputs,
    outputs,
    a: down.data,
    b: up.data,
    scale: 1,
  };
  return rank <= ADAPTER_FILE.largestRank
    ? { metric: whole, kept: 1 }
    : truncated(whole, ADAPTER_FILE.largestRank);
}

/** The nearest pair of this rank: the move seen through its leading left singular vectors. */
export function truncated(
  metric: LowRank,
  rank: number,
): { metric: LowRank; kept: number } {
  const { inputs, outputs } = metric;
  const up = { rows: outputs, columns: metric.rank, data: metric.b };
  const down = { rows: metric.rank, columns: inputs, data: metric.a };
  const move = times(up, down);
  const { values, vectors } = eigenSymmetric(
    times(move, transposed(move)).data,
    outputs,
  );
  const leading = matrix(rank, outputs);
  for (let k = 0; k < rank; k += 1) row(leading, k).set(row(vectors, k));
  const all = values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  const most = values
    .slice(0, rank)
    .reduce((sum, value) => sum + Math.max(value, 0), 0);
  return {
    metric: {
      ...metric,
      rank,
      a: times(leading, move).data,
      b: transposed(leading).data,
    },
    kept: all > 0 ? most / all : 1,
  };
}

function mergedGains(parts: readonly Weighted[]): Float32Array {
  const gains = new Float32Array(BLOCKS.length);
  for (const { tuned, weight } of parts) addScaled(gains, tuned.gains, weight);
  return gains;
}

function mergedConcepts(parts: readonly Weighted[]): FineTune["concepts"] {
  const gains = new Map<number, number>();
  for (const { tuned, weight } of parts)
    tuned.concepts.columns.forEach((column, at) => {
      const gain = weight * (tuned.concepts.gains[at] ?? 0);
      gains.set(column, (gains.get(column) ?? 0) + gain);
    });
  const columns = [...gains.keys()].sort((a, b) => a - b);
  return {
    columns,
    gains: Float32Array.from(columns, (column) => gains.get(column) ?? 0),
  };
}
