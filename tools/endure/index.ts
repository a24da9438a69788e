/** `npm run endure`: 1,000 ratings, 200 fine-tunes and 20 lost GPUs in a browser; `npm test` runs a short version. */
import { spawnSync } from "node:child_process";
import { PalateError } from "../../src/domain/errors.ts";
import { runCommand } from "../lib/cli.ts";
import { packagePath, ROOT } from "../lib/packages.ts";

const HELP = `Lets the engine live through 1,000 ratings, 200 fine-tunes and 20 lost GPUs, and fails when it holds more of the
GPU at the end than at the beginning, or when a new GPU gives another list.

  npm run endure        about an hour on a software adapter`;

await runCommand({
  name: "endure",
  help: HELP,
  options: {},
  run: () => {
    const vitest = packagePath("vitest", "vitest.mjs");
    const { status } = spawnSync(
      process.execPath,
      [vitest, "run", "--project", "browser", "src/pipeline/endure"],
      {
        cwd: ROOT,
        stdio: "inherit",
        env: { ...process.env, VITE_ENDURE: "long" },
      },
    );
    if (status === 0) return Promise.resolve();
    throw new PalateError("bad-input", "It did not endure; see above.");
  },
});
