/** What a run of the benchmark says, as data and as a page of tables. */

export interface Section {
  readonly title: string;
  /** What was measured, and what to read out of it. */
  readonly note: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface Report {
  /** The GPU that it ran on, and where: a browser or Node. */
  readonly adapter: string;
  readonly features: readonly string[];
  readonly place: string;
  readonly sections: readonly Section[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly load: number;
  readonly when: string;
  readonly command: string;
}

/** Three digits that mean something. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return "-";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value >= 10 ? 3 : 2);
}

function tableOf({ head, rows }: Section): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? digits(cell) : cell)),
  );
  const line = (row: readonly string[]): string => `| ${row.join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "--:"));
  return [line(head), line(rule), ...cells.map(line)].join("\n");
}

/** @param picture where the picture of a click lies beside the page, when there is one */
export function pageOf(
  machine: Machine,
  reports: readonly Report[],
  picture?: string,
): string {
  const { cpu, cores, memoryGiB, load, when, command } = machine;
  const parts = reports.flatMap((report) => [
    `## ${report.place}, on ${report.adapter}`,
    `Features: ${report.features.join(", ") || "none"}.`,
    ...report.sections.flatMap((section) => [
      `### ${section.title}`,
      section.note,
      tableOf(section),
    ]),
  ]);
  const said = `Written by \`${command}\` on ${when}: ${cpu}, ${cores} cores, ${memoryGiB} GiB, load ${digits(load)} when it began.`;
  if (picture !== undefined)
    parts.unshift(`![The parts of a click, as bars](${picture})`);
  return [said, ...parts].join("\n\n");
}
