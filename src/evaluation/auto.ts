/**
 * `--model auto`: what a person with a new data set would use. Chooses models and settings on validation rows within
 * the budget, blends those that help each other, fits the winners for the table, and is judged once.
 */
import { ms, type Ms } from "../domain/brand.ts";
import type { Recipe, Settings } from "../domain/recipe.ts";
import { candidatesOf, choose, type Survivor, type Trial } from "./choose.ts";
import {
  left,
  rowOf,
  type Bench,
  type Fitted,
  type Row,
  type Run,
} from "./experiment.ts";

/** Of the budget; the rest is for the final fits. */
const CHOOSING_SHARE = 0.6;
/** Models that may blend: each costs a fit and a scoring of everybody. */
const MOST_MEMBERS = 5;

export interface Found {
  readonly row: Row;
  readonly trials: readonly Trial[];
  /** In words, such as `item-knn-recency {...} + 0.4 graph-filter {...}`. */
  readonly chosen: string;
}

export async function automatic(
  recipes: readonly Recipe[],
  bench: Bench,
  onTrial: (trial: Trial) => void,
): Promise<Found> {
  const started = bench.now();
  const trials: Trial[] = [];
  const candidates = candidatesOf(recipes, (each) => bench.arena.refuses(each));
  const survivors = await choose(
    candidates,
    bench,
    ms(bench.budget * CHOOSING_SHARE),
    (trial) => {
      trials.push(trial);
      onTrial(trial);
    },
  );
  const best = survivors.slice(0, MOST_MEMBERS);
  const weights = await bench.arena.blendWeights(
    best.map(({ fitted }) => fitted),
  );
  for (const { fitted } of survivors) fitted.dispose();
  const members = best.flatMap((survivor, i) =>
    weights[i] ? [{ survivor, weight: weights[i] }] : [],
  );
  const chosen = members
    .map(({ survivor, weight }) =>
      [
        weight === 1 ? "" : `${weight} `,
        survivor.recipe.name,
        ` ${JSON.stringify(finalSettings(survivor, bench))}`,
      ].join(""),
    )
    .join(" + ");
  const row = await finalRow(
    members,
    bench,
    left(bench.budget, started, bench.now),
  );
  return { row: { ...row, settings: { chosen } }, trials, chosen };
}

interface Weighted {
  readonly survivor: Survivor;
  readonly weight: number;
}

/** Where the final fit has no validation rows to stop on, it runs for as many epochs as were best. */
function finalSettings(
  { settings, epochs }: Survivor,
  { arena }: Bench,
): Settings {
  return arena.refit && epochs !== null ? { ...settings, epochs } : settings;
}

async function finalRow(
  members: readonly Weighted[],
  bench: Bench,
  budget: Ms,
): Promise<Row> {
  const random = members.some(({ survivor }) => survivor.recipe.random);
  const seeds = random ? bench.seeds : bench.seeds.slice(0, 1);
  const runs: Run[] = [];
  const own = ms(budget / members.length / seeds.length);
  for (const seed of seeds) {
    const started = bench.now();
    const fits: Fitted[] = [];
    for (const { survivor } of members)
      fits.push(
        await bench.arena.fitForTest(
          survivor.recipe,
          finalSettings(survivor, bench),
          {
            random: bench.randomOf(seed),
            signal: bench.signal,
            budget: ms(Math.max(own, survivor.fitSeconds * 1000)),
            onProgress: (progress) => {
              bench.onProgress(survivor.recipe.name, progress);
            },
          },
        ),
      );
    const ready = bench.now();
    const judgement = await bench.arena.testBlend(
      fits,
      members.map(({ weight }) => weight),
    );
    const done = bench.now();
    for (const fitted of fits) fitted.dispose();
    runs.push({
      judgement,
      fit: (ready - started) / 1000,
      rank: (done - ready) / 1000,
    });
  }
  return rowOf("auto", {}, runs);
}
