/** `npm run evaluate`: measures the recommender by a named protocol and writes what it found. */
import { writeFile } from "node:fs/promises";
import { PalateError } from "../../src/domain/errors.ts";
import { runCommand } from "../lib/cli.ts";
import { rootPath } from "../lib/packages.ts";
import { describe } from "./describe.ts";
import { armsOf, CORES, readPersonas, runTaste } from "./taste.ts";

const HELP = `Measures how well simulated people's taste is learned.

Usage: npm run evaluate -- --protocol taste --data FILE.json [options]

  --protocol taste     half of each person's likes are held out, two of the
                       others are named (seeded) or none (cold), then the
                       person rates what is shown; NDCG@20 after 0, 5, 10, 20
                       and 50 ratings
  --data FILE.json     { "personas": [{ "id": "...", "liked": ["item id"] }] };
                       an id such as narrow-7 puts the person into the kind
                       "narrow". tools/evaluate/personas.ts makes such a file
  --backend wasm       what TensorFlow.js computes on; in Node only wasm. That
                       WebGPU agrees is a test: taste-model.browser.test.ts
  --arms A,B           of random, nn, nn-tuned, fold-in, adapter (default all)
  --starts S,S         of seeded, cold (default both)
  --personas N         only N people, evenly spread over the file
  --seed N             of halves, named likes and fine-tunes (default 1)
  --threads N          default: one a core
  --folder FOLDER      the built catalogue (default public/catalogue)
  --out FILE.json      every number, with the adapter that computed it
  --docs FILE.md       the tables, as in docs/taste.md
  --help               this text`;

await runCommand({
  name: "evaluate",
  help: HELP,
  options: {
    protocol: { type: "string" },
    data: { type: "string" },
    backend: { type: "string" },
    arms: { type: "string" },
    starts: { type: "string" },
    personas: { type: "string" },
    seed: { type: "string" },
    threads: { type: "string" },
    folder: { type: "string" },
    out: { type: "string" },
    docs: { type: "string" },
  },
  run: async (options) => {
    if (options.protocol !== "taste")
      throw new PalateError(
        "bad-input",
        `There is no protocol "${options.protocol ?? ""}".`,
        "Use --protocol taste.",
      );
    if (options.backend && options.backend !== "wasm")
      throw new PalateError(
        "bad-input",
        `The evaluation cannot run on ${options.backend} in Node.`,
        "Leave --backend out; tools/base/taste-model.browser.test.ts shows on WebGPU that the scores agree.",
      );
    if (!options.data)
      throw new PalateError("bad-input", "--data is missing.", "Try --help.");
    const folder = options.folder ?? rootPath("public", "catalogue");
    const seed = number("seed", options.seed, 1);
    const personas = await readPersonas(
      options.data,
      folder,
      number("personas", options.personas, Infinity),
    );
    const start = process.hrtime.bigint();
    let next = 0.1;
    const results = await runTaste({
      folder,
      personas,
      arms: armsOf(options.arms),
      starts: startsOf(options.starts),
      seed,
      threads: number("threads", options.threads, CORES),
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
    if (options.out)
      await writeFile(options.out, JSON.stringify(json, null, 1));
    if (options.docs) await writeFile(options.docs, markdown);
  },
});

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

function number(
  name: string,
  text: string | undefined,
  fallback: number,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new PalateError("bad-input", `--${name} ${text} is no whole number.`);
  return value;
}
