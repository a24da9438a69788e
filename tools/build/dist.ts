/**
 * The build step "dist": puts the bundled page and `public/` together in `dist/`. Thousands of pictures and
 * sounds are linked, not copied, wherever the file system can; dist/ is complete either way.
 */
import { copyFile, link, mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { rootPath } from "../lib/packages.ts";
import { completeOfflineWorker } from "./offline.ts";

const DIST = rootPath("dist");

async function place(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  // Another file system, or one without links: copy.
  await link(from, to).catch(() => copyFile(from, to));
}

async function placeAll(folder: string): Promise<number> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter((entry) => entry.isFile());
  for (const file of files) {
    const from = join(file.parentPath, file.name);
    await place(from, join(DIST, relative(folder, from)));
  }
  return files.length;
}

await rm(DIST, { recursive: true, force: true });
const page = await placeAll(rootPath(".cache", "site"));
const files = await placeAll(rootPath("public"));
const kept = await completeOfflineWorker(DIST);
console.log(
  `${page} files of the page, ${files} of the catalogue and encoders, ${kept} kept for offline use`,
);
