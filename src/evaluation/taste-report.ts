/** What the taste protocol found, as numbers with intervals and as tables for people. */
import type { Random } from "../domain/random.ts";
import { bootstrap, type Interval } from "../math/bootstrap.ts";
import type { PersonaResult } from "./taste-protocol.ts";

/** All results of one arm under one start, aligned by persona. */
export interface ArmResults {
  readonly arm: string;
  readonly start: "seeded" | "cold";
  readonly results: readonly PersonaResult[];
}

export interface Row {
  readonly arm: string;
  readonly start: "seeded" | "cold";
  /** Kind of the people; `all` for everybody. */
  readonly kind: string;
  readonly people: number;
  /** Mean NDCG at each checkpoint. */
  readonly ndcg: readonly number[];
  /** Share of people without a like among the first 10, 24 and 48 shown. */
  readonly without: readonly number[];
  readonly found: number;
}

export const CARDS = [10, 24, 48] as const;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** The part of an id before its number: `narrow-12` is of the kind `narrow`. */
function kindOf(id: string): string {
  return /^[a-z]+/i.exec(id)?.[0] ?? "person";
}

export function rowsOf(arms: readonly ArmResults[]): Row[] {
  return arms.flatMap(({ arm, start, results }) => {
    const kinds = [...new Set(results.map(({ persona }) => kindOf(persona)))];
    return ["all", ...(kinds.length > 1 ? kinds : [])].map((kind) => {
      const own = results.filter(
        ({ persona }) => kind === "all" || kindOf(persona) === kind,
      );
      return {
        arm,
        start,
        kind,
        people: own.length,
        ndcg: (own[0]?.ndcg ?? []).map((_, at) =>
          mean(own.map(({ ndcg }) => ndcg[at] ?? 0)),
        ),
        without: CARDS.map((cards) =>
          mean(own.map(({ firstLike }) => (firstLike > cards ? 1 : 0))),
        ),
        found: mean(own.map(({ found }) => found)),
      };
    });
  });
}

/**
 * By how much one arm's mean lies above another's, relative to the other's, with a 95 % interval of the
 * paired bootstrap over people.
 */
export function lead(
  ours: ArmResults,
  theirs: ArmResults,
  checkpoint: number,
  random: Random,
  kind = "all",
): Interval {
  const pairs = ours.results.flatMap((result, at) => {
    const other = theirs.results[at];
    if (!other || other.persona !== result.persona) return [];
    if (kind !== "all" && kindOf(result.persona) !== kind) return [];
    return [[result.ndcg[checkpoint] ?? 0, other.ndcg[checkpoint] ?? 0]];
  });
  return bootstrap(
    pairs.length,
    (sample) => {
      let a = 0;
      let b = 0;
      for (let i = 0; i < sample.length; i += 1) {
        const [x = 0, y = 0] = pairs[sample[i] ?? 0] ?? [];
        a += x;
        b += y;
      }
      return b > 0 ? a / b - 1 : 0;
    },
    random,
  );
}

/** A Markdown table. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    line(head),
    line(head.map((_, at) => (at === 0 ? "---" : "---:"))),
    ...rows.map(line),
  ].join("\n");
}

/** `.534`, the way the field writes NDCG. */
export function short(value: number): string {
  return value.toFixed(3).replace(/^0/, "").replace(/^-0/, "-");
}

export function percent({ mean: value, low, high }: Interval): string {
  const signed = (x: number): string =>
    `${x >= 0 ? "+" : ""}${(100 * x).toFixed(1)}`;
  return `${signed(value)} % [${signed(low)}, ${signed(high)}]`;
}
