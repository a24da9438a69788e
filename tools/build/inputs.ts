/**
 * What a build step depends on, found rather than listed: the files that its entry imports, directly or
 * not. Packages are covered by the lockfile, which every step depends on.
 */
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { sha256 } from "../lib/files.ts";
import { ROOT } from "../lib/packages.ts";

/** `from "./x.ts"`, `import("./x.ts")` and `new URL("./x.ts", import.meta.url)`, relative ones only. */
const REFERENCE =
  /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)["'](\.{1,2}\/[^"'?]+)/g;

function referencesOf(file: string): string[] {
  if (!/\.[cm]?tsx?$/.test(file)) return [];
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(REFERENCE)].map(([, path = ""]) =>
    resolve(dirname(file), path),
  );
}

function isReadable(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

/** The entry and everything that it imports, as sorted paths from the repository's root. */
export function importsOf(entry: string): string[] {
  const seen = new Set<string>();
  const waiting = [resolve(ROOT, entry)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file) || !isReadable(file)) continue;
    seen.add(file);
    waiting.push(...referencesOf(file));
  }
  return [...seen].map((file) => relative(ROOT, file)).sort();
}

/** Every file below a folder, or the file itself, as sorted paths from the root. */
export async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, path), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => null);
  if (entries === null) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort();
}

/** One hash over names and contents; a file that is not there counts as empty. */
export async function hashFiles(files: readonly string[]): Promise<string> {
  const parts: (string | Uint8Array)[] = [];
  for (const file of files) {
    const content = await readFile(join(ROOT, file)).catch(() => "");
    parts.push(`${file}\n${content.length}\n`, content);
  }
  return sha256(...parts);
}
