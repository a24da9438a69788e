/** The parts of `npm test`: how each is run, and how its report is read into numbers. */
import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import * as v from "valibot";
import { ROOT, rootPath } from "../lib/packages.ts";

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Part {
  readonly name: PartName;
  readonly what: string;
  readonly command: readonly string[];
  /** Variables for the command, given the file that its report goes to. */
  readonly environment?: (report: string) => Readonly<Record<string, string>>;
  readonly read: (report: unknown) => Count;
}

export type PartName = "check" | "unit" | "browser" | "e2e";

const report = (name: PartName): string => rootPath(".cache", `${name}.json`);

const Checks = v.array(v.object({ passed: v.boolean() }));
const Vitest = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numPendingTests: v.number(),
  numTodoTests: v.number(),
  /** Files: one that does not load has no test that could fail. */
  numFailedTestSuites: v.number(),
  success: v.boolean(),
});
const Playwright = v.object({
  stats: v.object({
    expected: v.number(),
    unexpected: v.number(),
    flaky: v.number(),
    skipped: v.number(),
  }),
  errors: v.optional(v.array(v.unknown())),
});

function readChecks(text: unknown): Count {
  const results = v.parse(Checks, text);
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

function readVitest(text: unknown): Count {
  const result = v.parse(Vitest, text);
  const failed = Math.max(result.numFailedTests, result.success ? 0 : 1);
  return {
    passed: result.numPassedTests,
    failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

function readPlaywright(text: unknown): Count {
  const { stats, errors = [] } = v.parse(Playwright, text);
  return {
    passed: stats.expected,
    // A test that passes the second time only is not to be trusted.
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

const vitest = (name: "unit" | "browser", what: string): Part => ({
  name,
  what,
  command: [
    "node_modules/vitest/vitest.mjs",
    "run",
    `--project=${name}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report(name)}`,
  ],
  read: readVitest,
});

export const PARTS: readonly Part[] = [
  {
    name: "check",
    what: "format, types, lint, import direction, dead code, licences",
    command: [
      "--import",
      "tsx",
      "tools/check/index.ts",
      "--json",
      report("check"),
    ],
    read: readChecks,
  },
  vitest("unit", "laws of the parts, in Node"),
  vitest("browser", "what needs WebGPU, in Chromium"),
  {
    name: "e2e",
    what: "what a person does, in Chromium",
    command: ["node_modules/@playwright/test/cli.js", "test"],
    environment: (file) => ({ PALATE_E2E_JSON: file }),
    read: readPlaywright,
  },
];

/** A part that could not be counted, or that ran nothing, is one failure. */
const NOTHING: Count = { passed: 0, failed: 1, skipped: 0 };

/** What a report says, `undefined` standing for one that was never written. */
export function countOf(part: Part, content: unknown): Count {
  if (content === undefined) return NOTHING;
  const count = part.read(content);
  return count.passed + count.failed === 0 ? NOTHING : count;
}

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

export async function runPart(part: Part): Promise<Count> {
  const file = report(part.name);
  await rm(file, { force: true });
  const child = spawn(process.execPath, part.command, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, ...part.environment?.(file) },
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const count = countOf(part, await readReport(file));
  // The program's own verdict counts too: a crash after the last test is a failure.
  if (status !== 0 && count.failed === 0) return { ...count, failed: 1 };
  return count;
}
