/** `npm run bench`: Palate against what could be used instead, and against what the adapter allows. */
import { readFile, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { format } from "prettier";
import { PalateError } from "../../src/domain/errors.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { rootPath } from "../lib/packages.ts";
import { pageOf, type Machine, type Report } from "./report.ts";
import { pictureOf } from "./picture.ts";
import { measureVisit } from "./visit.ts";
import type { Wishes } from "./suite.ts";

const PLACES = ["browser", "node"] as const;
const DOCUMENT = "docs/performance.md";
const PICTURE = "images/click.svg";
/** What the command writes stands between these two lines of the document. */
const MARKS = ["<!-- measured: begin -->", "<!-- measured: end -->"] as const;

const HELP = `Measures Palate beside what could be used instead, in one run, and prints tables.

  npm run bench -- [--where browser,node] [--sizes 4500,100000] [--rounds 5] [--out FILE.json] [--docs]

  --where   browser (headless Chromium), node (Dawn, for a GPU without a display), or both; default browser
  --sizes   sizes of the synthetic catalogues; 1000000 needs 2 GB of memory
  --rounds  rounds that count, at least 5 for numbers to be shown
  --out     also writes everything as JSON
  --docs    puts the tables into ${DOCUMENT}, and a picture of a click beside it

PALATE_ADAPTER=hardware takes the real GPU in Chromium; Node takes it by itself.`;

function wishesOf(sizes: string, rounds: string): Wishes {
  const numbers = sizes.split(",").map(Number);
  const count = Number(rounds);
  if (numbers.some((n) => !Number.isInteger(n) || n < 100 || n > 4_000_000))
    throw new PalateError(
      "bad-input",
      `--sizes ${sizes} are no sizes from 100 to 4000000.`,
    );
  if (!Number.isInteger(count) || count < 1 || count > 99)
    throw new PalateError(
      "bad-input",
      `--rounds ${rounds} is no number from 1 to 99.`,
    );
  return { sizes: numbers, rounds: count };
}

function placesOf(where: string): (typeof PLACES)[number][] {
  return where.split(",").map((name) => {
    const place = PLACES.find((each) => each === name);
    if (place !== undefined) return place;
    throw new PalateError(
      "bad-input",
      `--where ${name} is not one of ${PLACES.join(", ")}.`,
    );
  });
}

/** The kernels, and where the site is built also the page. */
async function inBrowser(wishes: Wishes, picture: boolean): Promise<Report> {
  const { runInBrowser } = await import("./browser.ts");
  const report = await runInBrowser(wishes);
  const visit = await measureVisit(wishes.rounds);
  if (visit === null) {
    console.log("  The page is not built, so it is left out: npm run build.");
    return report;
  }
  if (picture)
    await writeFile(
      rootPath("docs", PICTURE),
      pictureOf(visit.spans, report.adapter),
    );
  return { ...report, sections: [visit.section, ...report.sections] };
}

async function writeDocument(page: string): Promise<void> {
  const path = rootPath(DOCUMENT);
  const text = await readFile(path, "utf8");
  const [from, to] = MARKS.map((mark) => text.indexOf(mark));
  if (from === undefined || to === undefined || from < 0 || to < from)
    throw new PalateError("bad-input", `${DOCUMENT} has lost its marks.`);
  const whole = `${text.slice(0, from)}${MARKS[0]}\n\n${page}\n\n${text.slice(to)}`;
  await writeFile(path, await format(whole, { parser: "markdown" }));
}

await runCommand({
  name: "bench",
  help: HELP,
  options: {
    where: { type: "string", default: "browser" },
    sizes: { type: "string", default: "4500,100000" },
    rounds: { type: "string", default: "5" },
    out: { type: "string" },
    docs: { type: "boolean", default: false },
  },
  run: async ({ where, sizes, rounds, out, docs }) => {
    const wishes = wishesOf(sizes, rounds);
    const places = placesOf(where);
    const machine: Machine = {
      cpu: cpus()[0]?.model.trim() ?? "unknown processor",
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      load: loadavg()[0] ?? 0,
      when: new Date().toISOString().slice(0, 10),
      command: `npm run bench -- --where ${where} --sizes ${sizes} --rounds ${rounds}`,
    };
    const took = stopwatch();
    const reports: Report[] = [];
    // Node first: opening its GPU may start this command once more.
    for (const place of places.toSorted().reverse()) {
      console.log(place);
      reports.push(
        place === "node"
          ? await (await import("./node.ts")).runInNode(wishes)
          : await inBrowser(wishes, docs),
      );
    }
    const page = pageOf(machine, reports);
    console.log(`\n${await format(page, { parser: "markdown" })}`);
    if (out !== undefined)
      await writeFile(out, JSON.stringify({ machine, reports }, null, 1));
    const picture = places.includes("browser") ? PICTURE : undefined;
    if (docs) await writeDocument(pageOf(machine, reports, picture));
    console.log(`bench: ${took()}`);
    // Dawn keeps Node alive.
    process.exit(0);
  },
});
