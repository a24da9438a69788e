/** `npm run check`: every checker over the repository, and over the violations planted for it. */
import { writeFile } from "node:fs/promises";
import { PalateError } from "../../src/domain/errors.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { ROOT } from "../lib/packages.ts";
import type { Checker } from "./checker.ts";
import { deadCode } from "./dead-code.ts";
import { fences } from "./fences.ts";
import { format } from "./format.ts";
import { licences } from "./licences.ts";
import { lint } from "./lint.ts";
import { overlooked } from "./planted.ts";
import { sizes } from "./sizes.ts";
import { types } from "./types.ts";
import { words } from "./words.ts";

const CHECKERS: readonly Checker[] = [
  types,
  format,
  lint,
  deadCode,
  fences,
  licences,
  words,
  sizes,
];

/** Most checkers keep one core busy. */
const AT_ONCE = 2;

/** Fewer things than this, and a checker has looked in the wrong place. */
const LEAST = 10;

const HELP = `Usage: npm run check -- [--only NAME[,NAME...]] [--json FILE]

${CHECKERS.map(({ name, ensures }) => `  ${name.padEnd(10)} ${ensures}`).join("\n")}

Each checker must also report the violations planted for it in tools/check/planted/,
because a checker that looks at nothing passes too.

  --only NAME  these checkers only
  --json FILE  write the result of each as JSON
  --help       this text`;

interface Result {
  readonly name: string;
  readonly passed: boolean;
  readonly line: string;
  readonly findings: readonly string[];
}

async function check(checker: Checker): Promise<Result> {
  const took = stopwatch();
  const { name } = checker;
  try {
    const { looked, unit, findings } = await checker.inspect(ROOT);
    const problems = [...findings, ...(await overlooked(ROOT, checker))];
    if (looked < LEAST) problems.push(`looked at ${looked} ${unit} only`);
    const passed = problems.length === 0;
    const verdict = passed
      ? `ok, and it found what was planted`
      : `${problems.length} ${problems.length === 1 ? "finding" : "findings"}`;
    const line = `${passed ? "ok  " : "FAIL"} ${name.padEnd(10)} ${looked} ${unit}: ${verdict} (${took()})`;
    return { name, passed, line, findings: problems };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = `FAIL ${name.padEnd(10)} could not run (${took()})`;
    return { name, passed: false, line, findings: [message] };
  }
}

async function checkAll(checkers: readonly Checker[]): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...checkers];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await check(next);
      console.log(result.line);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function select(only: string | undefined): readonly Checker[] {
  if (only === undefined) return CHECKERS;
  return only.split(",").map((name) => {
    const checker = CHECKERS.find((candidate) => candidate.name === name);
    if (checker) return checker;
    throw new PalateError(
      "bad-input",
      `No checker is called "${name}".`,
      `Checkers: ${CHECKERS.map((candidate) => candidate.name).join(", ")}.`,
    );
  });
}

await runCommand({
  name: "check",
  help: HELP,
  options: { only: { type: "string" }, json: { type: "string" } },
  run: async ({ only, json }) => {
    const results = await checkAll(select(only));
    for (const { name, findings } of results) {
      if (findings.length === 0) continue;
      console.log(
        `\n${name}:\n${findings.map((line) => `  ${line}`).join("\n")}`,
      );
    }
    if (json) await writeFile(json, JSON.stringify(results, null, 2));
    if (results.some(({ passed }) => !passed)) process.exitCode = 1;
  },
});
