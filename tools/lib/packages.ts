/**
 * Where the build's raw material lies: installed npm packages, found by path. Data files are read with
 * `fs` because many packages do not export them.
 */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PalateError } from "../../src/domain/errors.ts";

/** The repository's root folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export function rootPath(...parts: readonly string[]): string {
  return join(ROOT, ...parts);
}

/** A file inside an installed package. */
export function packagePath(name: string, ...parts: readonly string[]): string {
  return rootPath("node_modules", name, ...parts);
}

function missing(path: string, cause: unknown): PalateError {
  return new PalateError(
    "bad-input",
    `cannot read ${path}`,
    "Run `npm ci` so that every package is installed.",
    { cause },
  );
}

export async function readPackageText(
  name: string,
  ...parts: readonly string[]
): Promise<string> {
  const path = packagePath(name, ...parts);
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw missing(path, cause);
  }
}

export async function readPackageJson(
  name: string,
  ...parts: readonly string[]
): Promise<unknown> {
  const text = await readPackageText(name, ...parts);
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw missing(packagePath(name, ...parts), cause);
  }
}

/** `name@version` of an installed package. */
export function packageTag(name: string): string {
  const path = packagePath(name, "package.json");
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (value && typeof value === "object" && "version" in value)
      return `${name}@${String(value.version)}`;
  } catch (cause) {
    throw missing(path, cause);
  }
  throw missing(path, undefined);
}
