/** Recommenders on a data set: reads it, measures every named model, writes JSON and the table. */
import { now } from "../../src/device/clock.ts";
import { createRandom } from "../../src/device/random.ts";
import { ms, type Ms } from "../../src/domain/brand.ts";
import { PalateError } from "../../src/domain/errors.ts";
import type { FitProgress } from "../../src/domain/model.ts";
import type { Recipe, Settings } from "../../src/domain/recipe.ts";
import { automatic } from "../../src/evaluation/auto.ts";
import { choose, type Trial } from "../../src/evaluation/choose.ts";
import {
  measure,
  type Bench,
  type Row,
} from "../../src/evaluation/experiment.ts";
import { openArena } from "../../src/evaluation/open.ts";
import { permuted } from "../../src/evaluation/permute.ts";
import { recipeOf, RECIPES } from "../../src/pipeline/recommenders.ts";
import { openBackend } from "./backend.ts";
import { readFolder } from "./folder.ts";
import { wholeNumber, type EvaluateOptions } from "./options.ts";
import { machine, writeFrom, writeOutcome } from "./outcome.ts";

const SECOND = 1000;
/** Leaves a fit of one seed and its ranking within half an hour. */
const USUAL_BUDGET = 1500;
const USUAL_SEEDS = 3;

export async function evaluateModels(options: EvaluateOptions): Promise<void> {
  if (options.list) {
    console.log(listed());
    return;
  }
  if (options.from) return writeFrom(options.from, options);
  if (!options.data)
    throw new PalateError("bad-input", "--data is missing.", "Try --help.");
  const named = recipesOf(options.model);
  const settings = settingsOf(options.settings);
  const seed = wholeNumber("seed", options.seed, 1);
  const seeds = wholeNumber("seeds", options.seeds, USUAL_SEEDS, 1);
  const budget = ms(
    SECOND * wholeNumber("budget", options.budget, USUAL_BUDGET, 1),
  );
  const negatives =
    options.negatives === undefined
      ? null
      : wholeNumber("negatives", options.negatives, 0, 1);
  const read = await readFolder(options.data);
  const computer = await openBackend(options.backend);
  try {
    const { signal } = new AbortController();
    const data = permuted(read, createRandom(seed));
    const { arena, metrics } = openArena(data, {
      protocol: options.protocol,
      metrics: options.metrics?.split(","),
      random: createRandom(seed + 1),
      sampled: negatives,
      device: computer.device,
      signal,
    });
    console.error(
      `evaluate: ${data.name}, ${arena.protocol}, on ${computer.adapter}`,
    );
    for (const fact of arena.facts) console.error(`evaluate: ${fact}`);
    const bench: Bench = {
      arena,
      randomOf: (each) => createRandom(each),
      seeds: Array.from({ length: seeds }, (_, i) => seed + i),
      budget,
      signal,
      now,
      onProgress: report(),
    };
    const rows: Row[] = [];
    const trials: Trial[] = [];
    for (const wanted of named) {
      const row = await rowOf(
        wanted,
        settings,
        options.choose === true,
        bench,
        trials,
      );
      rows.push(row);
      console.error(`evaluate: ${summary(row)}`);
    }
    await writeOutcome(
      {
        dataset: data.name,
        protocol: arena.protocol,
        facts: arena.facts,
        adapter: computer.adapter,
        software: computer.software,
        machine: machine(),
        seed,
        metrics: metrics.map(({ text }) => text),
        rows,
        trials,
      },
      options,
    );
  } finally {
    computer.close();
  }
}

/** A row of a named model, of one whose settings are chosen first, or of whatever is chosen. */
async function rowOf(
  wanted: Recipe | "auto",
  settings: Settings,
  chooses: boolean,
  bench: Bench,
  trials: Trial[],
): Promise<Row> {
  const onTrial = (trial: Trial): void => {
    trials.push(trial);
    console.error(`evaluate: tried ${tried(trial)}`);
  };
  if (wanted === "auto") return (await automatic(RECIPES, bench, onTrial)).row;
  if (!chooses) return measure(wanted, settings, bench);
  const candidates = wanted.settings.map((each) => ({
    recipe: wanted,
    settings: { ...each, ...settings },
  }));
  const [best, ...others] = await choose(
    candidates,
    bench,
    bench.budget,
    onTrial,
  );
  for (const { fitted } of [...(best ? [best] : []), ...others])
    fitted.dispose();
  return measure(wanted, best?.settings ?? settings, bench);
}

function tried({ model, settings, validation, seconds, note }: Trial): string {
  const value =
    validation === null ? (note ?? "failed") : validation.toFixed(4);
  return `${model} ${JSON.stringify(settings)}: ${value}, ${seconds.toFixed(1)} s`;
}

function recipesOf(names: string | undefined): (Recipe | "auto")[] {
  if (!names)
    throw new PalateError(
      "bad-input",
      "--model is missing.",
      "Name one or more; --list shows them all.",
    );
  return names.split(",").map((name) => {
    if (name.trim() === "auto") return "auto";
    const recipe = recipeOf(name.trim());
    if (recipe === undefined)
      throw new PalateError(
        "bad-input",
        `There is no model "${name}".`,
        `Choose from auto, ${RECIPES.map((each) => each.name).join(", ")}.`,
      );
    return recipe;
  });
}

function settingsOf(text: string | undefined): Settings {
  if (text === undefined) return {};
  const broken = (cause?: unknown): PalateError =>
    new PalateError(
      "bad-input",
      `--settings ${text} is no JSON object of numbers, words and truths.`,
      `Write it as '{"ridge":50}'.`,
      { cause },
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw broken(cause);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw broken();
  const entries = Object.entries(parsed).map(
    ([name, value]: [string, unknown]) => {
      if (
        typeof value === "number" ||
        typeof value === "string" ||
        typeof value === "boolean"
      )
        return [name, value] as const;
      throw broken();
    },
  );
  return Object.fromEntries(entries);
}

function listed(): string {
  return RECIPES.map(
    ({ name, title, source, needs, task }) =>
      `${name.padEnd(20)} ${title} (${source})${task === "links" ? "; links" : ""}${needs.length > 0 ? `; needs ${needs.join(", ")}` : ""}`,
  ).join("\n");
}

/** A line an epoch, but no more than one in a few seconds. */
function report(): (model: string, progress: FitProgress) => void {
  let last: Ms = ms(0);
  return (model, { epoch, epochs, loss, validation }) => {
    if (now() - last < 5 * SECOND && validation === undefined) return;
    last = now();
    const seen =
      validation === undefined ? "" : `, validation ${validation.toFixed(4)}`;
    console.error(
      `evaluate: ${model} ${epoch}/${epochs}, loss ${loss.toFixed(4)}${seen}`,
    );
  };
}

function summary({ model, metrics, seconds, settings }: Row): string {
  const figures = Object.entries(metrics).map(
    ([name, { mean }]) => `${name} ${mean.toFixed(4)}`,
  );
  return `${model} ${JSON.stringify(settings)}: ${figures.join(", ")}; fit ${seconds.fit.toFixed(1)} s, rank ${seconds.rank.toFixed(1)} s`;
}
