/**
 * Two test projects. `unit` runs in Node; `browser` runs `*.browser.test.ts` in a real Chromium with WebGPU,
 * under the cross-origin isolation that the page is served with.
 */
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { launchOptions } from "./tools/test/chromium.ts";

const BROWSER_TESTS = "**/*.browser.test.{ts,tsx}";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["src/**/*.test.{ts,tsx}", "tools/**/*.test.ts"],
          exclude: [
            BROWSER_TESTS,
            "**/node_modules/**",
            "tools/check/planted/**",
          ],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        server: {
          headers: {
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Embedder-Policy": "require-corp",
          },
        },
        worker: { format: "es" },
        test: {
          name: "browser",
          include: [`src/${BROWSER_TESTS}`, `tools/${BROWSER_TESTS}`],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // One page at a time: the software adapter uses every core by itself.
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
