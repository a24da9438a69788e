/** `npm run pretrain`: pretrains on the bundled catalogue and measures whether that helps anybody. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { PalateError } from "../../src/domain/errors.ts";
import { readTaste } from "../../src/pipeline/taste-base.ts";
import { readCatalogue } from "../evaluate/arena.ts";
import { openBackend } from "../evaluate/backend.ts";
import { wholeNumber } from "../evaluate/options.ts";
import { readPersonas } from "../evaluate/taste.ts";
import { runCommand } from "../lib/cli.ts";
import { rootPath } from "../lib/packages.ts";
import { ablate } from "./ablation.ts";
import { report } from "./report.ts";
import { trainAll } from "./train.ts";
import { variantsOf } from "./variants.ts";

const HELP = `Pretrains item encoders on the bundled catalogue, without a single rating: the next
item of walks on its graph, and modalities reconstructed from the others. Then
measures, on simulated people, what each modality, each way of fusing and the
pretraining are worth.

Usage: npm run pretrain -- --data FILE.json [options]

  --data FILE.json   { "personas": [{ "id": "...", "liked": ["item id"] }] }, as
                     tools/evaluate/personas.ts makes it
  --personas N       only N people, evenly spread over the file
  --backend NAME     webgpu (default) or wasm
  --seed N           of first values, walks and halves (default 1)
  --folder FOLDER    the built catalogue (default public/catalogue)
  --docs FILE.md     the tables, as in docs/ablation.md
  --help             this text`;

await runCommand({
  name: "pretrain",
  help: HELP,
  options: {
    data: { type: "string" },
    personas: { type: "string" },
    backend: { type: "string" },
    seed: { type: "string" },
    folder: { type: "string" },
    docs: { type: "string" },
  },
  run: async (options) => {
    if (!options.data)
      throw new PalateError("bad-input", "--data is missing.", "Try --help.");
    const folder = options.folder ?? rootPath("public", "catalogue");
    const seed = wholeNumber("seed", options.seed, 1);
    const most = wholeNumber("personas", options.personas, Infinity);
    const personas = await readPersonas(options.data, folder, most);
    const say = (line: string): void => console.error(`pretrain: ${line}`);
    const start = process.hrtime.bigint();
    const computer = await openBackend(options.backend);
    const { base } = await readTaste(
      await readFile(join(folder, "base.safetensors")),
      await readFile(join(folder, "vectors.safetensors")),
      await readCatalogue(folder),
    );
    const trained = await trainAll(base, seed, say);
    computer.close();
    const variants = variantsOf(base, trained);
    const arms = await ablate(variants, personas, seed, say);
    const markdown = report({
      variants,
      trained,
      arms,
      adapter: computer.adapter,
      data: options.data.replace(/^.*\//, ""),
      seed,
      seconds: Number(process.hrtime.bigint() - start) / 1e9,
    });
    console.log(markdown);
    if (options.docs)
      await writeFile(
        options.docs,
        await format(markdown, { parser: "markdown" }),
      );
  },
});
