/** What was found, as JSON, as a table on the screen, and as rows of docs/results.md. */
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { format } from "prettier";
import { createRandom } from "../../src/device/random.ts";
import { PalateError } from "../../src/domain/errors.ts";
import type { Trial } from "../../src/evaluation/choose.ts";
import type { Row } from "../../src/evaluation/experiment.ts";
import { compare } from "../../src/evaluation/compare.ts";
import type { EvaluateOptions } from "./options.ts";
import { withSection } from "./results.ts";

/** What a run found. */
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

/** What `--out` holds: no figures of single cases. */
type Written = Omit<Outcome, "rows"> & {
  readonly rows: readonly Omit<Row, "cases">[];
  readonly comparisons: readonly Comparison[];
};

export async function writeOutcome(
  outcome: Outcome,
  { out, docs }: EvaluateOptions,
): Promise<void> {
  const written: Written = {
    ...outcome,
    rows: outcome.rows.map(({ cases: _cases, ...row }) => row),
    comparisons: comparisons(outcome),
  };
  const text = JSON.stringify(written, null, 1);
  if (out) await writeFile(out, `${text}\n`);
  console.log(text);
  if (docs) await writeDocs(written, docs);
}

/** Puts what was measured before into the page. */
export async function writeFrom(
  file: string,
  { docs }: EvaluateOptions,
): Promise<void> {
  if (!docs)
    throw new PalateError(
      "bad-input",
      "--from needs --docs.",
      "Say which page the rows belong into.",
    );
  let written: Written;
  try {
    written = JSON.parse(await readFile(file, "utf8")) as Written;
    await writeDocs(written, docs);
  } catch (cause) {
    throw new PalateError(
      "bad-input",
      `${file} is no file of --out.`,
      "Measure again, with --out.",
      { cause },
    );
  }
}

async function writeDocs(written: Written, docs: string): Promise<void> {
  const before = await readFile(docs, "utf8").catch(() => "");
  const page = withSection(before, written, written.comparisons);
  await writeFile(docs, await format(page, { parser: "markdown" }));
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
