/**
 * Licences: every package that the page ships has one that permits it, and NOTICE.md names every package
 * that items, weights or sounds come from.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { shippedPackages } from "../lib/lockfile.ts";
import { filesOf, type Checker } from "./checker.ts";

/** SPDX identifiers that let the page ship the code with no duty but the notice. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "OFL-1.1",
  "Unlicense",
]);

/** Packages under other terms, and why they are no problem. */
const EXCEPTIONS: readonly { packages: RegExp; because: string }[] = [
  {
    // LGPL. A dependency of transformers.js for Node; the browser never loads it.
    packages: /^@img\/sharp-/,
    because: "used by the build, in no file that is served",
  },
];

const Manifest = v.object({
  dependencies: v.optional(v.record(v.string(), v.string())),
  devDependencies: v.optional(v.record(v.string(), v.string())),
});
const Licence = v.object({ license: v.optional(v.unknown()) });

/** `(MIT OR Apache-2.0)` is allowed when one of the two is. */
function isAllowed(licence: string): boolean {
  return licence
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((part) => part.split(" AND ").every((id) => ALLOWED.has(id.trim())));
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}

async function licenceOf(root: string, path: string): Promise<string> {
  const file = join(root, path, "package.json");
  if (!existsSync(file)) return "not installed";
  const { license } = v.parse(Licence, await readJson(file));
  return typeof license === "string" ? license : "none stated";
}

async function checkShipped(root: string): Promise<[number, string[]]> {
  const findings: string[] = [];
  const shipped = await shippedPackages(root);
  const ordinary = shipped.filter(
    ({ name }) => !EXCEPTIONS.some(({ packages }) => packages.test(name)),
  );
  for (const { name, path, licence: stated } of ordinary) {
    const licence = stated ?? (await licenceOf(root, path));
    // Packages for other platforms are in the lockfile and not on this disk.
    if (licence === "not installed" || isAllowed(licence)) continue;
    findings.push(`${name}: licence "${licence}" is not on the list`);
  }
  return [ordinary.length, findings];
}

/** Packages that the build reads as files, not as modules: their content is what the page serves. */
async function dataPackages(root: string): Promise<string[]> {
  const manifest = v.parse(
    Manifest,
    await readJson(join(root, "package.json")),
  );
  const names = Object.keys({
    ...manifest.dependencies,
    ...manifest.devDependencies,
  });
  const files = await filesOf(root, /^tools\/(catalogue|encoders)\/.*\.ts$/);
  const sources = await Promise.all(
    files
      .filter((file) => !file.endsWith(".test.ts"))
      .map((file) => readFile(join(root, file), "utf8")),
  );
  const text = sources.join("\n");
  return names.filter((name) => {
    const imported = new RegExp(`(from|import\\()\\s*"${name}["/]`).test(text);
    return !imported && new RegExp(`["/]${name}["/]`).test(text);
  });
}

export const licences: Checker = {
  name: "licences",
  ensures: "what ships may be shipped, and NOTICE.md names its sources",
  mustFind: [
    /copyleft-thing.*"AGPL-3\.0".*not on the list/,
    "made-up-data: its files are served, but NOTICE.md does not name it",
  ],
  inspect: async (root) => {
    const [looked, findings] = await checkShipped(root);
    const notice = await readFile(join(root, "NOTICE.md"), "utf8");
    const data = await dataPackages(root);
    for (const name of data) {
      if (notice.includes(`\`${name}\``)) continue;
      findings.push(
        `${name}: its files are served, but NOTICE.md does not name it`,
      );
    }
    return { looked: looked + data.length, unit: "packages", findings };
  },
};
