/** `npm run build`, and behind `npm run catalogue` and `npm run encoders`: makes what the page is served from. */
import { PalateError } from "../../src/domain/errors.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { makeSteps } from "./run.ts";
import { STEPS, type StepName } from "./steps.ts";

const HELP = `Usage: npm run build -- [--only STEP[,STEP...]] [--force]

Makes what is missing or out of date, from npm dependencies only:
${STEPS.map((step) => `  ${step.name.padEnd(10)} ${step.doing}`).join("\n")}

  --only   these steps and no others (npm run catalogue, npm run encoders use it)
  --force  make them even when nothing changed
  --help   this text

The site ends up in dist/, complete for any static web host.`;

function stepNames(only: string | undefined): StepName[] {
  const known = STEPS.map((step) => step.name);
  if (only === undefined) return known;
  return only.split(",").map((name) => {
    const step = known.find((candidate) => candidate === name);
    if (step) return step;
    throw new PalateError(
      "bad-input",
      `No build step is called "${name}".`,
      `Steps: ${known.join(", ")}.`,
    );
  });
}

await runCommand({
  name: "build",
  help: HELP,
  options: { only: { type: "string" }, force: { type: "boolean" } },
  run: async ({ only, force }) => {
    const took = stopwatch();
    const made = await makeSteps(stepNames(only), force);
    console.log(
      made === 0
        ? "Everything is up to date."
        : `Made ${made} ${made === 1 ? "step" : "steps"} in ${took()}.`,
    );
  },
});
