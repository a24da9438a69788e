/** Runs the benchmark in a headless Chromium, on files that Vite serves as they are. */
import { chromium } from "playwright";
import { createServer } from "vite";
import { PalateError } from "../../src/domain/errors.ts";
import { ROOT } from "../lib/packages.ts";
import { ISOLATION } from "../serve/headers.ts";
import { launchOptions } from "../test/chromium.ts";
import type { Report } from "./report.ts";
import type { Wishes } from "./suite.ts";

export async function runInBrowser(wishes: Wishes): Promise<Report> {
  const server = await createServer({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    server: { headers: { ...ISOLATION }, hmr: false, port: 0, watch: null },
    worker: { format: "es" },
    optimizeDeps: { exclude: ["edgevec", "voy-search"] },
  });
  await server.listen();
  const browser = await chromium.launch({ ...launchOptions(), headless: true });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    page.on("console", (message) => {
      if (message.type() !== "debug") console.log(`  ${message.text()}`);
    });
    const [address] = server.resolvedUrls?.local ?? [];
    if (address === undefined)
      throw new PalateError("bad-input", "The files could not be served.");
    await page.goto(new URL("tools/bench/page.html", address).href);
    await page.waitForFunction(() => "runPalateBenchmark" in globalThis);
    return await page.evaluate(
      (asked) => globalThis.runPalateBenchmark(asked),
      wishes,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}
