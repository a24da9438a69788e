/**
 * One run of the Lab: every model of the set-up is fitted on training rows, stopped on validation rows and judged
 * once on test rows; first all models with the first seed, so that a table stands early, then the next seed. Seeds
 * are spent as in `npm run evaluate`, so that both give the same figures.
 */
import { monotonic, since } from "../device/clock.ts";
import { createRandom } from "../device/random.ts";
import { ms, type Ms } from "../domain/brand.ts";
import { isCancelled, PalateError } from "../domain/errors.ts";
import type {
  LabEvent,
  LabFailure,
  LabFit,
  LabLead,
  LabMachine,
  LabProtocol,
  LabResult,
  LabSetup,
} from "../domain/lab.ts";
import type { Recipe } from "../domain/recipe.ts";
import { compare } from "../evaluation/compare.ts";
import type { Arena } from "../evaluation/experiment.ts";
import { meanOf, type Judgement } from "../evaluation/judge.ts";
import { openArena } from "../evaluation/open.ts";
import { permuted } from "../evaluation/permute.ts";
import type { Dataset } from "../evaluation/read/dataset.ts";
import { Curve } from "./lab-curve.ts";
import { gatedRecipe, type Gate } from "./lab-gate.ts";

export interface RunParts {
  readonly data: Dataset;
  readonly setup: LabSetup;
  readonly recipes: readonly Recipe[];
  readonly machine: LabMachine;
  readonly device: GPUDevice | null;
  readonly gate: Gate;
  readonly tell: (event: LabEvent) => void;
}

/** By model, the judgement of each seed: all of the same cases, in the same order. */
type Judged = Map<string, Judgement[]>;

export async function runLab(parts: RunParts): Promise<LabResult> {
  const { setup, tell, gate, device, machine } = parts;
  const recipes = chosen(parts);
  const { arena, metrics } = openArena(
    permuted(parts.data, createRandom(setup.seed)),
    {
      protocol: setup.protocol ?? undefined,
      metrics: metricsOf(setup.protocol, setup.cut),
      random: createRandom(setup.seed + 1),
      sampled: null,
      device,
      signal: gate.signal,
    },
  );
  const protocol = arena.protocol as LabProtocol;
  const names = metrics.map(({ text }) => text);
  const plan = planOf(recipes, setup);
  tell({ is: "planned", protocol, metrics: names, fits: plan.length });
  const fits: LabFit[] = [];
  const failures: LabFailure[] = [];
  const judged: Judged = new Map();
  let whole = true;
  for (const { seed, recipe } of plan) {
    try {
      const { fit, judgement } = await fitOne(parts, arena, recipe, seed);
      fits.push(fit);
      judged.set(recipe.name, [...(judged.get(recipe.name) ?? []), judgement]);
      tell({ is: "fitted", fit });
    } catch (cause) {
      whole = !isCancelled(cause);
      if (!whole) break;
      const failure = failureOf(recipe.name, seed, cause);
      failures.push(failure);
      tell({ is: "failed", failure });
    }
  }
  const lead = leadOf(judged, names[0] ?? "", setup.seed);
  const { facts } = arena;
  return {
    setup,
    protocol,
    metrics: names,
    fits,
    failures,
    lead,
    machine,
    facts,
    whole,
  };
}

function chosen({ setup, recipes }: RunParts): Recipe[] {
  const found = setup.models.map((name) => {
    const recipe = recipes.find((each) => each.name === name);
    if (recipe !== undefined) return recipe;
    const remedy = "Choose models from the list.";
    throw new PalateError("bad-input", `No model is called ${name}.`, remedy);
  });
  if (found.length > 0) return found;
  const remedy = "Tick at least one.";
  throw new PalateError("bad-input", "No model is chosen.", remedy);
}

/** With one item to find Recall is HR, and Precision a part of it; what is labelled or linked has no cut-off. */
function metricsOf(
  protocol: LabProtocol | null,
  cut: number,
): readonly string[] | undefined {
  if (protocol === null || protocol === "labels" || protocol === "links")
    return undefined;
  const found = protocol === "leave-one-out" ? ["HR"] : ["Recall", "Precision"];
  return ["NDCG", ...found, "MRR", "Coverage", "Novelty"].map(
    (name) => `${name}@${cut}`,
  );
}

/** What draws nothing at random is fitted once. */
function planOf(
  recipes: readonly Recipe[],
  { seeds, seed: first }: LabSetup,
): { readonly seed: number; readonly recipe: Recipe }[] {
  return Array.from({ length: seeds }, (_, i) => first + i).flatMap((seed) =>
    recipes
      .filter(({ random }) => random || seed === first)
      .map((recipe) => ({ seed, recipe })),
  );
}

interface Fitted {
  readonly fit: LabFit;
  readonly judgement: Judgement;
}

async function fitOne(
  { setup, gate, tell }: RunParts,
  arena: Arena,
  recipe: Recipe,
  seed: number,
): Promise<Fitted> {
  await gate.pass();
  const model = recipe.name;
  const why = arena.refuses(recipe);
  if (why !== null) throw new PalateError("bad-input", why);
  tell({ is: "begun", model, seed });
  const curve = new Curve((points, epochs) => {
    tell({ is: "epochs", model, seed, points, epochs });
  });
  const clock = stopwatch(gate);
  const fitted = await arena.fitForTest(
    gatedRecipe(recipe, gate),
    {},
    {
      random: createRandom(seed),
      signal: gate.signal,
      budget: setup.budget,
      onProgress: (progress) => {
        curve.add(progress);
      },
    },
  );
  try {
    const fit = clock();
    curve.flush();
    tell({ is: "ranking", model, seed });
    const judgement = await fitted.test();
    const { metrics } = judgement;
    const { points } = curve;
    const rank = ms(clock() - fit);
    return {
      fit: { model, seed, metrics, curve: points, fit, rank },
      judgement,
    };
  } finally {
    fitted.dispose();
  }
}

/** Time since now, pauses left out. */
function stopwatch(gate: Gate): () => Ms {
  const from = monotonic();
  const before = gate.paused;
  return () => ms(since(from) - (gate.paused - before));
}

/** The first two of the table, case by case, each case at its mean over seeds. */
function leadOf(judged: Judged, metric: string, seed: number): LabLead | null {
  const [first, second] = [...judged]
    .map(([model, judgements]) => ({
      model,
      cases: meanOver(judgements.flatMap(({ cases }) => cases[metric] ?? [])),
    }))
    .filter(({ cases }) => cases.length > 0)
    .sort((a, b) => meanOf(b.cases) - meanOf(a.cases));
  if (first === undefined || second === undefined) return null;
  const random = createRandom(seed);
  const { mean, low, high } = compare(first.cases, second.cases, random);
  const names = { metric, first: first.model, second: second.model };
  return { ...names, gain: mean, low, high, cases: first.cases.length };
}

/** `[n]` the mean of equally long rows, place by place. */
function meanOver(rows: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array()] = rows;
  return first.map(
    (_, at) => rows.reduce((sum, row) => sum + (row[at] ?? 0), 0) / rows.length,
  );
}

/** A model that cannot use the data is a row of the table; a lost GPU ends the run. */
function failureOf(model: string, seed: number, cause: unknown): LabFailure {
  if (cause instanceof PalateError && cause.code === "device-lost") throw cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  const remedy = cause instanceof PalateError ? cause.remedy : "";
  return { model, seed, why, remedy };
}
