/** `--protocol taste`: how fast the app's own model learns simulated people's taste. */
import { writeFile } from "node:fs/promises";
import { PalateError } from "../../src/domain/errors.ts";
import { rootPath } from "../lib/packages.ts";
import { wholeNumber, type EvaluateOptions } from "./options.ts";
import { describe } from "./describe.ts";
import { armsOf, CORES, readPersonas, runTaste } from "./taste.ts";

export async function evaluateTaste(options: EvaluateOptions): Promise<void> {
  if (options.backend && options.backend !== "wasm")
    throw new PalateError(
      "bad-input",
      `The taste protocol cannot run on ${options.backend} in Node.`,
      "Leave --backend out; tools/base/taste-model.browser.test.ts shows on WebGPU that the scores agree.",
    );
  if (!options.data)
    throw new PalateError("bad-input", "--data is missing.", "Try --help.");
  const folder = options.folder ?? rootPath("public", "catalogue");
  const seed = wholeNumber("seed", options.seed, 1);
  const personas = await readPersonas(
    options.data,
    folder,
    wholeNumber("personas", options.personas, Infinity),
  );
  const start = process.hrtime.bigint();
  let next = 0.1;
  const results = await runTaste({
    folder,
    personas,
    arms: armsOf(options.arms),
    starts: startsOf(options.starts),
    seed,
    threads: wholeNumber("threads", options.threads, CORES),
    onProgress: (done, total) => {
      if (done < next * total) return;
      next += 0.1;
      console.error(`evaluate: ${done} of ${total} runs`);
    },
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const { json, markdown } = describe({
    results,
    seed,
    seconds,
    data: options.data,
  });
  console.log(markdown);
  if (options.out) await writeFile(options.out, JSON.stringify(json, null, 1));
  if (options.docs) await writeFile(options.docs, markdown);
}

function startsOf(names: string | undefined): ("seeded" | "cold")[] {
  return (names ?? "seeded,cold").split(",").map((name) => {
    if (name === "seeded" || name === "cold") return name;
    throw new PalateError(
      "bad-input",
      `There is no start "${name}".`,
      "Choose from seeded, cold.",
    );
  });
}
