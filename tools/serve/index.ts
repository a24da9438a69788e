/** `npm start` and `npm run dev`: makes what is missing, then serves the page. */
import { createServer, preview } from "vite";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { rootPath } from "../lib/packages.ts";
import { makeSteps } from "../build/run.ts";
import { STEPS } from "../build/steps.ts";
import { assertFree, parsePort } from "./port.ts";

const DEFAULT_PORT = 4173;

const HELP = `Usage: npm start -- [--port N]
       npm run dev -- [--port N]

Makes what is missing (minutes the first time, seconds later), then serves Palate.
npm start serves the production build; npm run dev serves the sources and reloads on change.

  --port N  the port on localhost (default ${DEFAULT_PORT})
  --built   serve dist/ as it is, without looking for anything to make
  --help    this text`;

async function serveSources(port: number): Promise<void> {
  const data = STEPS.filter(({ name }) => name !== "site" && name !== "dist");
  await makeSteps(data.map((step) => step.name));
  const server = await createServer({
    root: rootPath(),
    server: { port, strictPort: true },
  });
  await server.listen();
}

async function serveBuild(port: number, built: boolean): Promise<void> {
  if (!built) await makeSteps(STEPS.map((step) => step.name));
  await preview({
    root: rootPath(),
    preview: { port, strictPort: true, host: "localhost" },
  });
}

await runCommand({
  name: "serve",
  help: HELP,
  options: {
    port: { type: "string" },
    dev: { type: "boolean" },
    built: { type: "boolean" },
  },
  run: async ({ port: text, dev, built }) => {
    const took = stopwatch();
    const port = parsePort(text ?? String(DEFAULT_PORT));
    await assertFree(port);
    await (dev ? serveSources(port) : serveBuild(port, built ?? false));
    console.log(`Palate is at http://localhost:${port} (ready in ${took()})`);
    console.log("Stop with Ctrl+C.");
  },
});
