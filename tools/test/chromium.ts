/**
 * Finds a Chrome or Chromium and says with which flags the tests start it. Getting one that is missing is
 * `get-chromium.ts`.
 */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright";

/** Names to look for on the PATH, best known first. */
const COMMANDS = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
];

/** Where installers put it when it is not on the PATH. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The browser to test with, or undefined. `CHROME_PATH` wins; when it is set and wrong that is an error,
 * because running another browser than the one asked for would mislead.
 */
export function findChromium(): string | undefined {
  const wanted = process.env["CHROME_PATH"];
  if (wanted) {
    if (isProgram(wanted)) return wanted;
    throw new Error(`CHROME_PATH names no program: ${wanted}`);
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    ...folders.flatMap((folder) => COMMANDS.map((name) => join(folder, name))),
    ...(process.env["PALATE_ONLY_PATH"] ? [] : PLACES),
  ];
  const found = candidates.find(isProgram);
  if (found !== undefined) return found;
  const bundled = chromium.executablePath();
  return existsSync(bundled) ? bundled : undefined;
}

/**
 * Flags for every test browser: WebGPU on the software adapter, so that the same tests run with and without
 * a GPU, and nothing that talks to the network by itself. `PALATE_ADAPTER=hardware` takes the real GPU.
 */
export function launchFlags(): string[] {
  const adapter =
    process.env["PALATE_ADAPTER"] === "hardware"
      ? [
          "--ignore-gpu-blocklist",
          "--enable-features=Vulkan",
          "--use-angle=vulkan",
        ]
      : ["--use-webgpu-adapter=swiftshader"];
  // Chromium refuses to sandbox itself as root, which is what containers run as.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [
    "--enable-unsafe-webgpu",
    ...adapter,
    ...sandbox,
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
  ];
}

/** Playwright's launch options for both vitest's browser mode and the e2e run. */
export function launchOptions(): { executablePath?: string; args: string[] } {
  const executablePath = findChromium();
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: launchFlags(),
  };
}
