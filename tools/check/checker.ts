/** What a checker is, and how one runs a program. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** What a checker saw below a root folder. */
export interface Inspection {
  /** How much it looked at, for example "212 files"; a checker that looked at nothing also passes. */
  readonly looked: number;
  readonly unit: string;
  /** One violation each, ready to print. */
  readonly findings: readonly string[];
}

export interface Checker {
  readonly name: string;
  /** What it makes sure of, for `--help`. */
  readonly ensures: string;
  /** Looks at the repository, or at a small one with planted violations. */
  readonly inspect: (root: string) => Promise<Inspection>;
  /** Writes violations that are too large to keep as files. */
  readonly plant?: (root: string) => Promise<void>;
  /** What the findings must mention in the tree of `planted/NAME`. */
  readonly mustFind: readonly (string | RegExp)[];
}

/** No program of this project needs longer; one that does is looking at more than the project. */
const LIMIT_MS = 120_000;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program of `node_modules/.bin`, run to its end. */
export function runTool(
  root: string,
  name: string,
  args: readonly string[],
): Promise<Outcome> {
  const child = spawn(join(root, "node_modules", ".bin", name), args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text.stdout += part;
  });
  child.stderr.setEncoding("utf8").on("data", (part: string) => {
    text.stderr += part;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, ...text }));
  });
}

/** Lines that say something. */
export function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}

/** Folders that hold nothing written by hand. */
const SKIPPED = new Set([
  ".cache",
  ".git",
  "dist",
  "node_modules",
  "planted",
  "playwright-report",
  "test-results",
]);

/** Paths that the build writes; they are not committed. */
const BUILT = /^public\/(catalogue|encoders|ort|tfjs)\//;

/** Files written by hand, as sorted paths from the root with forward slashes. */
export async function filesOf(
  root: string,
  matching: RegExp = /./,
): Promise<string[]> {
  const found: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    if (!existsSync(folder)) return;
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const name = relative(root, path).split(sep).join("/");
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name) && !BUILT.test(`${name}/`))
          await visit(path);
      } else if (entry.isFile() && matching.test(name)) found.push(name);
    }
  };
  await visit(root);
  return found.sort();
}
