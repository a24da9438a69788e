/** Files of a build: hashed, written only when they differ, and stale ones taken away. */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

/** Writes unless the file already holds exactly these bytes; true when it wrote. */
export async function writeIfChanged(
  path: string,
  data: string | Uint8Array,
): Promise<boolean> {
  const wanted = typeof data === "string" ? Buffer.from(data) : data;
  const current = await readFile(path).catch(() => undefined);
  if (current && current.equals(wanted)) return false;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, wanted);
  return true;
}

/** Removes every file below `folder` whose path relative to it is not in `keep`. */
export async function removeOthers(
  folder: string,
  keep: ReadonlySet<string>,
): Promise<number> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  let removed = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (keep.has(relative(folder, path))) continue;
    await rm(path);
    removed += 1;
  }
  return removed;
}
