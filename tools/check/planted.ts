/**
 * Proves that a checker can fail: it is run on a small repository that holds one of each violation it is
 * there for (`planted/NAME`), under the same configuration as the real one, and must report them all.
 */
import { cp, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Checker } from "./checker.ts";

/** The real configuration; a fixture of the same name wins. */
const CONFIGURATION = [
  ".oxlintrc.json",
  ".prettierignore",
  "knip.json",
  "package.json",
  "tsconfig.json",
];

async function plant(root: string, name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `palate-planted-${name}-`));
  for (const file of CONFIGURATION)
    await cp(join(root, file), join(folder, file));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  const fixture = join(root, "tools", "check", "planted", name);
  for (const entry of await readdir(fixture)) {
    await cp(join(fixture, entry), join(folder, entry), { recursive: true });
  }
  return folder;
}

/** What the checker was planted and did not report; empty when it can be trusted. */
export async function overlooked(
  root: string,
  checker: Checker,
): Promise<string[]> {
  const folder = await plant(root, checker.name);
  try {
    await checker.plant?.(folder);
    const { findings } = await checker.inspect(folder);
    const text = findings.join("\n");
    const missed = checker.mustFind.filter((wanted) =>
      typeof wanted === "string" ? !text.includes(wanted) : !wanted.test(text),
    );
    if (missed.length === 0) return [];
    return [
      `overlooked what was planted: ${missed.map(String).join(", ")}`,
      ...findings.map((finding) => `  in the planted tree: ${finding}`),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
