/**
 * docs/results.md: one section a data set and protocol, one row a model. A run replaces the rows of its own models
 * and leaves the others, so that a table can be measured in several runs.
 */
import published from "./published.json" with { type: "json" };
import type { Row, Spread } from "../../src/evaluation/experiment.ts";
import type { Comparison, Outcome } from "./outcome.ts";

type Measured = Omit<Row, "cases">;
type Section = Omit<Outcome, "rows"> & { readonly rows: readonly Measured[] };

const OPENING = `# How good the models are

Every row was written by \`npm run evaluate\`, which docs/evaluation.md explains. ± is the standard deviation over seeds; no ± means one run of a model without chance.
`;

/** Puts the outcome into the text of the page, which may be empty. */
export function withSection(
  page: string,
  outcome: Section,
  comparisons: readonly Comparison[],
): string {
  const title = `## ${outcome.dataset}, ${outcome.protocol}`;
  const [opening = "", ...sections] = (page || OPENING).split(/^(?=## )/m);
  const old = sections.find((section) => section.startsWith(`${title}\n`));
  const section = sectionOf(title, old, outcome, comparisons);
  const others = sections.filter((each) => each !== old);
  return [opening.trimEnd(), ...[...others, section].sort()]
    .map((each) => each.trim())
    .join("\n\n")
    .concat("\n");
}

function sectionOf(
  title: string,
  old: string | undefined,
  outcome: Section,
  comparisons: readonly Comparison[],
): string {
  const header = [
    "model",
    ...outcome.metrics,
    "seeds",
    "fit, s",
    "rank, s",
    "on",
    "settings or source",
  ];
  const head = cells(header);
  // Prettier pads the cells of a table.
  const lines = (old ?? "").split("\n").map(unpadded);
  const names = new Set(outcome.rows.map(({ model }) => model));
  // Rows of another set of columns say something else and are dropped.
  const kept = lines.includes(head)
    ? lines.filter(
        (line) =>
          line.startsWith("| ") &&
          line !== head &&
          !/^\| (_|\*|-)/.test(line) &&
          !names.has(nameOf(line)),
      )
    : [];
  const said = lines.filter(
    (line) =>
      line.startsWith("- ") &&
      !comparisons.some((each) => line.startsWith(opening(each))),
  );
  return [
    title,
    "",
    `${outcome.facts.join("; ")}. Ids permuted, ties at the mean rank.`,
    "",
    head,
    cells(header.map(() => "---")),
    ...publishedRows(outcome, header.length),
    ...kept,
    ...outcome.rows.map((row) => cells(rowOf(row, outcome))),
    "",
    ...said,
    ...comparisons.map(
      (each) =>
        `${opening(each)} ${signed(each.mean)} (95 % of paired resamples: ${signed(each.low)} to ${signed(each.high)}).`,
    ),
    "",
  ].join("\n");
}

const cells = (values: readonly string[]): string =>
  `| ${values.join(" | ")} |`;
const unpadded = (line: string): string =>
  line.startsWith("|")
    ? cells(
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
    : line;
const nameOf = (line: string): string => line.split("|")[1]?.trim() ?? "";
const signed = (value: number): string =>
  `${value < 0 ? "" : "+"}${value.toFixed(4)}`;
const opening = ({ better, than, metric }: Comparison): string =>
  `- ${metric}: ${better} over ${than}`;

function rowOf(
  row: Measured,
  { metrics, adapter, machine }: Section,
): string[] {
  return [
    row.model,
    ...metrics.map((name) => figure(row.metrics[name], row.seeds)),
    String(row.seeds),
    row.seconds.fit.toFixed(1),
    row.seconds.rank.toFixed(1),
    `${adapter}; ${machine}`,
    Object.keys(row.settings).length === 0
      ? "default"
      : `\`${JSON.stringify(row.settings)}\``,
  ];
}

function figure(value: Spread | undefined, seeds: number): string {
  if (value === undefined) return "";
  const mean = value.mean.toFixed(4);
  return seeds > 1 ? `${mean} ± ${value.std.toFixed(4)}` : mean;
}

interface Published {
  readonly model: string;
  readonly metrics: Readonly<Record<string, number | undefined>>;
  readonly source: string;
}

function publishedRows({ dataset, metrics }: Section, width: number): string[] {
  const known = new Map<string, readonly Published[]>(
    Object.entries(published),
  );
  return (known.get(dataset) ?? []).map(({ model, metrics: own, source }) =>
    cells([
      `_${model}_`,
      ...metrics.map((name) => own[name]?.toFixed(4) ?? ""),
      ...Array<string>(width - metrics.length - 3).fill(""),
      "published",
      source,
    ]),
  );
}
