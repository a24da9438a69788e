/** Fits to the rows of a table: mean and spread over seeds, best first. Pure. */
import type { LabFit, LabResult } from "../domain/lab.ts";

export interface Spread {
  readonly mean: number;
  /** Sample standard deviation; null for one fit, which has none. */
  readonly std: number | null;
  readonly low: number;
  readonly high: number;
}

export interface LabRowSummary {
  readonly model: string;
  readonly seeds: number;
  readonly metrics: Readonly<Record<string, Spread>>;
  /** Seconds, mean over seeds. */
  readonly seconds: { readonly fit: number; readonly rank: number };
}

const SECOND = 1000;

function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    std: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    low: Math.min(...values),
    high: Math.max(...values),
  };
}

/** Best first by the first metric; models that were not fitted yet are not there. */
export function summarise(
  fits: readonly LabFit[],
  metrics: readonly string[],
): LabRowSummary[] {
  const models = [...new Set(fits.map(({ model }) => model))];
  const by = metrics[0] ?? "";
  return models
    .map((model) => {
      const own = fits.filter((fit) => fit.model === model);
      const of = (name: string) =>
        own.flatMap((fit) => fit.metrics[name] ?? []);
      return {
        model,
        seeds: own.length,
        metrics: Object.fromEntries(
          metrics
            .filter((name) => of(name).length > 0)
            .map((name) => [name, spreadOf(of(name))]),
        ),
        seconds: {
          fit: spreadOf(own.map(({ fit }) => fit)).mean / SECOND,
          rank: spreadOf(own.map(({ rank }) => rank)).mean / SECOND,
        },
      };
    })
    .sort((a, b) => (b.metrics[by]?.mean ?? 0) - (a.metrics[by]?.mean ?? 0));
}

/** As `npm run evaluate` writes it, with every fit and its curve behind the rows. */
export function resultJson(result: LabResult, dataset: string): string {
  const { machine, setup, protocol, metrics, fits, lead, facts } = result;
  const rows = summarise(fits, metrics).map((row) => ({
    model: row.model,
    seeds: row.seeds,
    metrics: Object.fromEntries(
      Object.entries(row.metrics).map(([name, { mean, std }]) => [
        name,
        { mean, std: std ?? 0 },
      ]),
    ),
    seconds: row.seconds,
  }));
  const { failures, whole } = result;
  const head = { adapter: machine.adapter, backend: machine.backend };
  const data = { dataset, protocol, facts, setup, metrics, rows };
  return `${JSON.stringify({ ...head, ...data, lead, failures, whole, fits }, null, 1)}\n`;
}

/** A row a fit, for a spreadsheet or a script. */
export function resultCsv({ fits, metrics }: LabResult): string {
  const header = ["model", "seed", ...metrics, "fit_seconds", "rank_seconds"];
  const rows = fits.map(({ model, seed, metrics: figures, fit, rank }) => [
    model,
    seed,
    ...metrics.map((name) => figures[name] ?? ""),
    fit / SECOND,
    rank / SECOND,
  ]);
  return `${[header, ...rows].map((row) => row.join(",")).join("\r\n")}\r\n`;
}
