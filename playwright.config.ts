/**
 * What a person does, in a real Chromium on WebGPU's software adapter, against the production build.
 * One worker: the software adapter uses every core by itself.
 */
import { defineConfig, devices } from "@playwright/test";
import { launchOptions } from "./tools/test/chromium.ts";

/** Not the port of `npm start`, so that both can run. */
const PORT = 4179;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: process.env["PALATE_E2E_JSON"]
    ? [["list"], ["json", { outputFile: process.env["PALATE_E2E_JSON"] }]]
    : [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://localhost:${PORT}`,
    launchOptions: launchOptions(),
    trace: "off",
    screenshot: "only-on-failure",
    // A service worker fetches the whole site in the background; e2e/offline.spec.ts is where it is tested.
    serviceWorkers: "block",
    // Animations are tested by nobody's patience.
    reducedMotion: "reduce",
  },
  webServer: {
    command: `node --import tsx tools/serve/index.ts --built --port ${PORT}`,
    url: `http://localhost:${PORT}`,
    timeout: 60_000,
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
  },
});
