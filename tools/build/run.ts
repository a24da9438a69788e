/** Runs build steps in their order, two at a time where the order allows it. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { PalateError } from "../../src/domain/errors.ts";
import { stopwatch } from "../lib/cli.ts";
import { ROOT } from "../lib/packages.ts";
import { isFresh, stampOf, writeStamp } from "./stamps.ts";
import { STEPS, type Step, type StepName } from "./steps.ts";

/** Steps at the same time. Encoding and bundling use about one core each. */
const AT_ONCE = 2;

/** One step as a process of its own, every line it prints marked with its name. */
function runStep(step: Step): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", step.entry, ...(step.arguments ?? [])],
    { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] },
  );
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) =>
      console.log(`${step.name.padEnd(9)} ${line}`),
    );
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(failure(step, code));
    });
  });
}

function failure(step: Step, code: number | null): PalateError {
  return new PalateError(
    "bad-input",
    `The step "${step.name}" (${step.doing}) ended with status ${code}.`,
    `Read its lines above; run it alone with: node --import tsx ${step.entry}`,
  );
}

async function make(step: Step): Promise<void> {
  const took = stopwatch();
  // Taken before the step runs: a file that changes meanwhile makes the step stale, not fresh.
  const stamp = await stampOf(step);
  console.log(`${step.name.padEnd(9)} ${step.doing} ...`);
  await runStep(step);
  await writeStamp(step, stamp);
  console.log(`${step.name.padEnd(9)} done in ${took()}`);
}

async function selectStale(
  names: readonly StepName[],
  force: boolean,
): Promise<Step[]> {
  const wanted = STEPS.filter((step) => names.includes(step.name));
  if (force) return wanted;
  const fresh = await Promise.all(wanted.map(isFresh));
  return wanted.filter((_, index) => !fresh[index]);
}

/** Makes the named steps that are stale (all of them with `force`); says how many it made. */
export async function makeSteps(
  names: readonly StepName[],
  force = false,
): Promise<number> {
  const steps = await selectStale(names, force);
  const waiting = new Set(steps);
  const running = new Map<Step, Promise<Step>>();
  const open = (name: StepName): boolean =>
    [...waiting, ...running.keys()].some((step) => step.name === name);
  while (waiting.size + running.size > 0) {
    for (const step of waiting) {
      if (running.size === AT_ONCE) break;
      if (step.after.some(open)) continue;
      waiting.delete(step);
      running.set(
        step,
        make(step).then(() => step),
      );
    }
    running.delete(await Promise.race(running.values()));
  }
  return steps.length;
}
