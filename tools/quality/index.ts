/** `npm run quality`: Lighthouse on the built page, as figures in docs/quality.md. */
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { serveSite } from "../../e2e/site.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { rootPath } from "../lib/packages.ts";
import { audit, type Audit } from "./audit.ts";

const HELP = `Usage: npm run quality -- [--runs N] [--folder FOLDER]

Runs Lighthouse on the built page, desktop and mobile, and writes the median of the runs
into docs/quality.md, between the marks.

  --runs N         runs of each (default 3)
  --folder FOLDER  the built site (default dist)
  --help           this text`;

const PORT = 9333;
const BEGIN = "<!-- figures: npm run quality -->";
const END = "<!-- end of figures -->";

await runCommand({
  name: "quality",
  help: HELP,
  options: { runs: { type: "string" }, folder: { type: "string" } },
  run: async ({ runs, folder }) => {
    const took = stopwatch();
    const site = await serveSite(folder ?? rootPath("dist"));
    try {
      const all: Audit[] = [];
      for (const form of ["desktop", "mobile"] as const)
        for (let run = 0; run < Number(runs ?? 3); run += 1) {
          const found = await audit(site.address, form, PORT);
          console.log(form, JSON.stringify(found));
          all.push(found);
        }
      await write(all);
      console.log(`quality: ${all.length} runs in ${took()}`);
    } finally {
      await site.stop();
    }
  },
});

async function write(all: readonly Audit[]): Promise<void> {
  const path = rootPath("docs", "quality.md");
  const text = await readFile(path, "utf8");
  const [before = "", rest = ""] = text.split(BEGIN);
  const after = rest.split(END)[1] ?? "\n";
  await writeFile(
    path,
    `${before}${BEGIN}\n\n${tableOf(all)}\n\n${END}${after}`,
  );
}

function tableOf(all: readonly Audit[]): string {
  const rows = (["desktop", "mobile"] as const).map((form) => {
    const runs = all.filter((one) => one.form === form);
    const of = (value: (one: Audit) => number, digits = 0): string =>
      spread(runs.map(value), digits);
    return [
      form,
      of(({ scores }) => scores.performance),
      of(({ scores }) => scores.accessibility),
      of(({ scores }) => scores["best-practices"]),
      of((one) => one.firstContentfulPaint),
      of((one) => one.largestContentfulPaint),
      of((one) => one.totalBlockingTime),
      of((one) => one.layoutShift, 3),
    ];
  });
  const head = [
    "",
    "performance",
    "accessibility",
    "best practices",
    "first paint (ms)",
    "largest paint (ms)",
    "blocked (ms)",
    "layout shift",
  ];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown"}, software adapter, no throttling; median (lowest to highest) of ${all.length / 2} runs.`;
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows.map(line),
    "",
    machine,
  ].join("\n");
}

function spread(values: readonly number[], digits: number): string {
  const sorted = values
    .filter((value) => !Number.isNaN(value))
    .toSorted((a, b) => a - b);
  const show = (value: number | undefined): string =>
    value === undefined || Number.isNaN(value) ? "–" : value.toFixed(digits);
  const median = show(sorted[sorted.length >> 1]);
  const [low, high] = [show(sorted[0]), show(sorted.at(-1))];
  return low === high ? median : `${median} (${low} to ${high})`;
}
