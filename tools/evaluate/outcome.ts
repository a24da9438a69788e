/** What was found, as JSON, as a table on the screen, and as rows of docs/results.md. */
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { createRandom } from "../../src/device/random.ts";
import type { Trial } from "../../src/evaluation/choose.ts";
import type { Row } from "../../src/evaluation/experiment.ts";
import { compare } from "../../src/evaluation/compare.ts";
import type { EvaluateOptions } from "./options.ts";
import { withSection } from "./results.ts";

export interface Outcome {
  readonly dataset: string;
  readonly protocol: string;
  readonly facts: readonly string[];
  readonly adapter: string;
  readonly software: boolean;
  readonly machine: string;
  readonly seed: number;
  readonly metrics: readonly string[];
  readonly rows: readonly Row[];
  /** What was tried on validation rows, where something was chosen. */
  readonly trials: readonly Trial[];
}

export function machine(): string {
  return `${cpus()[0]?.model ?? "unknown CPU"}, ${cpus().length} cores, Node ${process.versions.node}`;
}

export async function writeOutcome(
  outcome: Outcome,
  { out, docs }: EvaluateOptions,
): Promise<void> {
  const json = {
    ...outcome,
    rows: outcome.rows.map(({ cases: _cases, ...row }) => row),
    comparisons: comparisons(outcome),
  };
  if (out) await writeFile(out, `${JSON.stringify(json, null, 1)}\n`);
  console.log(JSON.stringify(json, null, 1));
  if (!docs) return;
  const before = await readFile(docs, "utf8").catch(() => "");
  await writeFile(docs, withSection(before, outcome, json.comparisons));
}

export interface Comparison {
  readonly metric: string;
  readonly better: string;
  readonly than: string;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The best row against each other one, paired by case, on the metric that settings are chosen by. */
function comparisons({ rows, metrics, seed }: Outcome): Comparison[] {
  const [metric] = metrics;
  if (metric === undefined) return [];
  const judged = rows.filter(({ cases }) => cases[metric] !== undefined);
  const ordered = judged.toSorted(
    (a, b) => (b.metrics[metric]?.mean ?? 0) - (a.metrics[metric]?.mean ?? 0),
  );
  const [best, ...others] = ordered;
  if (best === undefined) return [];
  return others.map((other) => ({
    metric,
    better: best.model,
    than: other.model,
    ...compare(
      best.cases[metric] ?? [],
      other.cases[metric] ?? [],
      createRandom(seed),
    ),
  }));
}
