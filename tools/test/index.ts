/** `npm test`: every check and test there is; ends with a line "N passed, N failed". */
import { chromium } from "playwright";
import { PalateError } from "../../src/domain/errors.ts";
import { makeSteps } from "../build/run.ts";
import { STEPS } from "../build/steps.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { launchFlags } from "./chromium.ts";
import { describeAdapter } from "./describe-adapter.ts";
import { getChromium } from "./get-chromium.ts";
import { PARTS, runPart, type Count, type Part } from "./parts.ts";

const HELP = `Usage: npm test -- [--only PART[,PART...]]

${PARTS.map(({ name, what }) => `  ${name.padEnd(8)} ${what}`).join("\n")}

Finds Chrome or Chromium by itself (CHROME_PATH names another one), installs one when
there is none, and builds what is missing. WebGPU runs on the software adapter;
PALATE_ADAPTER=hardware takes the GPU.

  --only PART  these parts only
  --help       this text`;

function select(only: string | undefined): readonly Part[] {
  if (only === undefined) return PARTS;
  return only.split(",").map((name) => {
    const part = PARTS.find((candidate) => candidate.name === name);
    if (part) return part;
    throw new PalateError(
      "bad-input",
      `No part of the tests is called "${name}".`,
      `Parts: ${PARTS.map((candidate) => candidate.name).join(", ")}.`,
    );
  });
}

/** Fails when there is no WebGPU adapter: tests that run on something else would prove something else. */
async function nameAdapter(executablePath: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath,
    args: launchFlags(),
  });
  try {
    const page = await browser.newPage();
    // WebGPU is there in secure contexts only, and about:blank is none.
    await page.route("**/*", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: "<title>adapter</title>",
      }),
    );
    await page.goto("http://localhost/");
    const adapter = await page.evaluate(describeAdapter);
    console.log(`browser   ${executablePath} ${browser.version()}`);
    console.log(`adapter   ${adapter}`);
    if (adapter !== "none") return;
  } finally {
    await browser.close();
  }
  throw new PalateError(
    "no-adapter",
    `${executablePath} has no WebGPU adapter, not even the software one.`,
    "Install Chrome or Chromium 140 or newer, or name one with CHROME_PATH.",
  );
}

async function prepare(parts: readonly Part[]): Promise<void> {
  if (parts.some(({ name }) => name === "browser" || name === "e2e")) {
    const path = getChromium();
    process.env["CHROME_PATH"] = path;
    await nameAdapter(path);
  }
  if (parts.some(({ name }) => name !== "check")) {
    await makeSteps(STEPS.map((step) => step.name));
  }
}

async function runParts(parts: readonly Part[]): Promise<Count> {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  for (const part of parts) {
    const took = stopwatch();
    console.log(`\n== ${part.name}: ${part.what}`);
    const count = await runPart(part);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    lines.push(`${part.name.padEnd(8)} ${sentence(count)} (${took()})`);
  }
  console.log(`\n${lines.join("\n")}`);
  return total;
}

function sentence({ passed, failed, skipped }: Count): string {
  const rest = skipped > 0 ? `, ${skipped} skipped` : "";
  return `${passed} passed, ${failed} failed${rest}`;
}

/** What could not be prepared fails the run, and still ends with the line that is promised. */
async function prepared(parts: readonly Part[]): Promise<boolean> {
  try {
    await prepare(parts);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    if (error instanceof PalateError) console.error(error.remedy);
    return false;
  }
}

await runCommand({
  name: "test",
  help: HELP,
  options: { only: { type: "string" } },
  run: async ({ only }) => {
    const parts = select(only);
    const total = (await prepared(parts))
      ? await runParts(parts)
      : { passed: 0, failed: 1, skipped: 0 };
    console.log(sentence(total));
    if (total.failed > 0) process.exitCode = 1;
  },
});
