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

/** A member is asked about the validation cases once more, and then about all test cases. */
const JUDGED_AGAIN = 10;

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
  const time = left(bench.budget, started, bench.now) / 1000;
  const best = survivors
    .filter(
      ({ judgeSeconds }, place) =>
        place === 0 || judgeSeconds * JUDGED_AGAIN < time,
    )
    .slice(0, MOST_MEMBERS);
  const weights = await bench.arena.blendWeights(
    best.map(({ fitted }) => fitted),
  );
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
  try {
    const rest = left(bench.budget, started, bench.now);
    const row = await finalRow(members, bench, rest);
    return { row: { ...row, settings: { chosen } }, trials, chosen };
  } finally {
    for (const { fitted } of survivors) fitted.dispose();
  }
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

/** As many seeds as the time allows, one at least. */
async function finalRow(
  members: readonly Weighted[],
  bench: Bench,
  budget: Ms,
): Promise<Row> {
  const began = bench.now();
  const random = members.some(({ survivor }) => survivor.recipe.random);
  const seeds = random ? bench.seeds : bench.seeds.slice(0, 1);
  const runs: Run[] = [];
  for (const [place, seed] of seeds.entries()) {
    const started = bench.now();
    const rest = left(budget, began, bench.now);
    const last = runs.at(-1);
    if (last !== undefined && rest < 1000 * (last.fit + last.rank)) break;
    const own = ms(rest / members.length);
    const fits: Ready[] = [];
    for (const { survivor } of members)
      fits.push(await ready(survivor, seed, place === 0, own, bench));
    const fitted = bench.now();
    const judgement = await bench.arena.testBlend(
      fits.map((each) => each.fitted),
      members.map(({ weight }) => weight),
    );
    const done = bench.now();
    for (const each of fits) if (each.own) each.fitted.dispose();
    const before = fits.reduce((sum, each) => sum + each.seconds, 0);
    runs.push({
      judgement,
      fit: (fitted - started) / 1000 + before,
      rank: (done - fitted) / 1000,
    });
  }
  return rowOf("auto", {}, runs);
}

interface Ready {
  readonly fitted: Fitted;
  /** Made here, and to be disposed of here. */
  readonly own: boolean;
  /** Spent on it while choosing. */
  readonly seconds: number;
}

/** The fit that was chosen, where it saw all there is to see and more time would not change it; else a new one. */
async function ready(
  survivor: Survivor,
  seed: number,
  first: boolean,
  budget: Ms,
  bench: Bench,
): Promise<Ready> {
  const longer = survivor.cut && budget > 1000 * survivor.fitSeconds;
  if (first && !bench.arena.refit && !longer)
    return {
      fitted: survivor.fitted,
      own: false,
      seconds: survivor.fitSeconds,
    };
  const fitted = await bench.arena.fitForTest(
    survivor.recipe,
    finalSettings(survivor, bench),
    {
      random: bench.randomOf(seed),
      signal: bench.signal,
      budget: ms(Math.max(budget, 1000 * survivor.fitSeconds)),
      onProgress: (progress) => {
        bench.onProgress(survivor.recipe.name, progress);
      },
    },
  );
  return { fitted, own: true, seconds: 0 };
}
