/** The imports of a source file, as the parser sees them. */
import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { parseSync } from "oxc-parser";

export interface Import {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** A path from the root for a file of ours, or the package's name. */
  readonly to: string;
  readonly isFile: boolean;
  /** Gone after compilation. */
  readonly typeOnly: boolean;
}

/** Workers are started from a URL, which no import statement shows. */
const MODULE_URL = /new URL\(\s*["'](\.[^"']+\.tsx?)["']/g;

/** `@scope/name/file` and `name/file` without what follows the package's name. */
function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

export async function importsIn(root: string, file: string): Promise<Import[]> {
  const source = await readFile(posix.join(root, file), "utf8");
  const { module, errors } = parseSync(file, source);
  const [error] = errors;
  if (error) throw new Error(`${file} does not parse: ${error.message}`);
  const found: [specifier: string, typeOnly: boolean][] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly =
      entries.length > 0 && entries.every((entry) => entry.isType);
    found.push([moduleRequest.value, typeOnly]);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push([moduleRequest.value, isType]);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    if (/^["']/.test(text)) found.push([text.slice(1, -1), false]);
  }
  for (const [, specifier = ""] of source.matchAll(MODULE_URL)) {
    found.push([specifier, false]);
  }
  return found.map(([specifier, typeOnly]) => {
    const isFile = specifier.startsWith(".");
    const bare = specifier.replace(/\?.*$/, "");
    const to = isFile
      ? posix.join(posix.dirname(file), bare)
      : packageName(bare);
    return { from: file, specifier, to, isFile, typeOnly };
  });
}
