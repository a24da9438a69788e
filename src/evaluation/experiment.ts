/**
 * One measurement: a recipe with settings, fitted on training rows, stopped on validation rows, judged once on test
 * rows. `Arena` is what differs between ranking, labels and links; everything else here is the same for all.
 */
import { ms, type Ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import type { FitProgress } from "../domain/model.ts";
import type { Random } from "../domain/random.ts";
import type { Recipe, Settings } from "../domain/recipe.ts";
import type { Judgement } from "./judge.ts";

/** A fitted model that can be judged and let go. */
export interface Fitted {
  /** Higher is better; validation rows only. */
  validate(): Promise<number>;
  test(): Promise<Judgement>;
  dispose(): void;
}

export interface FitRequest {
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly budget: Ms;
  readonly onProgress: (progress: FitProgress) => void;
}

/** A protocol over a data set: fits any recipe of its task. */
export interface Arena {
  readonly protocol: string;
  readonly task: Recipe["task"];
  /** What is known about what was cut, in words. */
  readonly facts: readonly string[];
  /** True when the training part for choosing lacks rows that the final fit has. */
  readonly refit: boolean;
  /** Why a recipe cannot run here, or null. */
  refuses(recipe: Recipe): string | null;
  /** For choosing settings: fitted without validation rows, stopped early on them. */
  fitForChoice(
    recipe: Recipe,
    settings: Settings,
    request: FitRequest,
  ): Promise<Fitted>;
  /** For the table. Stops early where validation rows are not among the training rows. */
  fitForTest(
    recipe: Recipe,
    settings: Settings,
    request: FitRequest,
  ): Promise<Fitted>;
  /** One weight a fit (./blend.ts), chosen on validation rows; the first is the best alone. */
  blendWeights(fits: readonly Fitted[]): Promise<readonly number[]>;
  /** The test figures of fits in one; the fits stay their owner's. */
  testBlend(
    fits: readonly Fitted[],
    weights: readonly number[],
  ): Promise<Judgement>;
}

export interface Spread {
  readonly mean: number;
  /** Over seeds, n - 1; 0 for one run. */
  readonly std: number;
}

export interface Row {
  readonly model: string;
  readonly settings: Settings;
  readonly seeds: number;
  readonly metrics: Readonly<Record<string, Spread>>;
  readonly seconds: { readonly fit: number; readonly rank: number };
  /** Of the first seed, for paired comparisons. */
  readonly cases: Judgement["cases"];
}

export interface Bench {
  readonly arena: Arena;
  /** A generator for each seed; the same seed gives every model the same draws. */
  readonly randomOf: (seed: number) => Random;
  readonly seeds: readonly number[];
  /** For the fit of one seed. */
  readonly budget: Ms;
  readonly signal: AbortSignal;
  readonly now: () => Ms;
  readonly onProgress: (model: string, progress: FitProgress) => void;
}

export async function measure(
  recipe: Recipe,
  settings: Settings,
  bench: Bench,
): Promise<Row> {
  const why = bench.arena.refuses(recipe);
  if (why !== null) throw new PalateError("bad-input", why);
  const seeds = recipe.random ? bench.seeds : bench.seeds.slice(0, 1);
  const runs: Run[] = [];
  for (const seed of seeds) {
    const started = bench.now();
    const fitted = await bench.arena.fitForTest(recipe, settings, {
      random: bench.randomOf(seed),
      signal: bench.signal,
      budget: bench.budget,
      onProgress: (progress) => {
        bench.onProgress(recipe.name, progress);
      },
    });
    try {
      const ready = bench.now();
      const judgement = await fitted.test();
      const done = bench.now();
      runs.push({
        judgement,
        fit: (ready - started) / 1000,
        rank: (done - ready) / 1000,
      });
    } finally {
      fitted.dispose();
    }
  }
  return rowOf(recipe.name, settings, runs);
}

/** One seed's figures; seconds. */
export interface Run {
  readonly judgement: Judgement;
  readonly fit: number;
  readonly rank: number;
}

export function rowOf(
  model: string,
  settings: Settings,
  runs: readonly Run[],
): Row {
  const names = Object.keys(runs[0]?.judgement.metrics ?? {});
  return {
    model,
    settings,
    seeds: runs.length,
    metrics: Object.fromEntries(
      names.map((name) => [
        name,
        spread(runs.map(({ judgement }) => judgement.metrics[name] ?? 0)),
      ]),
    ),
    seconds: {
      fit: spread(runs.map(({ fit }) => fit)).mean,
      rank: spread(runs.map(({ rank }) => rank)).mean,
    },
    cases: runs[0]?.judgement.cases ?? {},
  };
}

function spread(values: readonly number[]): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, std: n > 1 ? Math.sqrt(squares / (n - 1)) : 0 };
}

/** What is left of a budget, never negative. */
export function left(budget: Ms, started: Ms, now: () => Ms): Ms {
  return ms(Math.max(0, budget - (now() - started)));
}
