/** Gets a Chromium when none is installed: Playwright's own, else Debian's; else says what to do. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { PalateError } from "../../src/domain/errors.ts";
import { ROOT } from "../lib/packages.ts";
import { findChromium } from "./chromium.ts";

function attempt(what: string, commands: readonly (readonly string[])[]): void {
  console.log(`chromium  none found: ${what} ...`);
  for (const [program = "", ...args] of commands) {
    const { status } = spawnSync(program, args, {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: 10 * 60_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status !== 0) return;
  }
}

const isRootOnDebian = (): boolean =>
  process.getuid?.() === 0 && existsSync("/etc/debian_version");

/** The path of a Chrome or Chromium to test with; installs one when there is none. */
export function getChromium(): string {
  const installed = findChromium();
  if (installed) return installed;
  attempt("asking Playwright for its own", [
    [
      process.execPath,
      "node_modules/playwright/cli.js",
      "install",
      "--with-deps",
      "chromium",
    ],
  ]);
  if (!findChromium() && isRootOnDebian()) {
    attempt("installing Debian's package", [
      ["apt-get", "update"],
      ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
    ]);
  }
  const got = findChromium();
  if (got) return got;
  throw new PalateError(
    "bad-input",
    "The browser tests need Chrome or Chromium 140 or newer, and none was found or could be installed.",
    "Install one (Debian: sudo apt-get install chromium; macOS: brew install --cask google-chrome; " +
      "anywhere: npx playwright install chromium), or set CHROME_PATH to its program.",
  );
}
