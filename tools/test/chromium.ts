/**
 * Finds a Chrome or Chromium and says with which flags the tests start it. Getting one that is missing is
 * `get-chromium.ts`.
 */
import { accessSync, constants, statSync } from "node:fs";
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

/** Where installers put it when it is not on the PATH; Playwright's own download is looked for last. */
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
export function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  places: readonly string[] = [...PLACES, chromium.executablePath()],
): string | undefined {
  const wanted = environment["CHROME_PATH"];
  if (wanted) {
    if (isProgram(wanted)) return wanted;
    throw new Error(`CHROME_PATH names no program: ${wanted}`);
  }
  const folders = (environment["PATH"] ?? "").split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) =>
    COMMANDS.map((name) => join(folder, name)),
  );
  return [...onPath, ...places].find(isProgram);
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
