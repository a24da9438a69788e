/**
 * Import direction: the rules of `fence-rules.ts` over every import of `src/`. Cycles are lint's
 * (import/no-cycle).
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesOf, type Checker } from "./checker.ts";
import { BELOW, layerOf, OPEN_FILES, PACKAGES } from "./fence-rules.ts";
import { importsIn, type Import } from "./imports.ts";

const TEST = /\.test\.tsx?$/;

/** What an import of one of our own files breaks, or undefined. */
function brokenByFile({ from, to }: Import): string | undefined {
  const importer = layerOf(from);
  const imported = layerOf(to);
  if (imported === "outside") {
    // A text that the page shows, such as NOTICE.md, is not code.
    return /\.tsx?$/.test(to) ? "src never imports tools or e2e" : undefined;
  }
  if (importer === imported) {
    if (importer !== "stage" && importer !== "model") return undefined;
    const folder = (path: string): string | undefined => path.split("/")[2];
    return folder(from) === folder(to)
      ? undefined
      : `a ${importer} never imports another ${importer}`;
  }
  if (BELOW[importer].includes(imported)) return undefined;
  if (OPEN_FILES[to]?.includes(importer)) return undefined;
  return `${importer} may not import ${imported}`;
}

/** What an import of a package breaks, or undefined. */
function brokenByPackage(
  { from, to, specifier, typeOnly }: Import,
  shipped: ReadonlySet<string>,
): string | undefined {
  const importer = layerOf(from);
  if (importer === "domain" || importer === "math") {
    return `${importer} imports no package`;
  }
  if (specifier.startsWith("node:")) {
    return importer === "testing"
      ? undefined
      : "the program runs in a browser, not in Node";
  }
  const fence = PACKAGES.find(({ packages }) => packages.test(to));
  const inside =
    fence === undefined ||
    (fence.layers.includes(importer) && (fence.files?.test(from) ?? true));
  if (!inside) return fence.because;
  return shipped.has(to) || typeOnly || importer === "testing"
    ? undefined
    : "what ships is listed under dependencies in package.json";
}

async function shippedPackages(root: string): Promise<Set<string>> {
  const text = await readFile(join(root, "package.json"), "utf8");
  const { dependencies = {} } = JSON.parse(text) as {
    dependencies?: Record<string, string>;
  };
  return new Set(Object.keys(dependencies));
}

export const fences: Checker = {
  name: "fences",
  ensures: "imports point downwards and packages stay where they belong",
  mustFind: [
    "math imports no package",
    "domain may not import math",
    "config may not import device",
    "device may not import stage",
    "storage may not import pipeline",
    "a stage never imports another stage",
    "pipeline may not import storage",
    "evaluation may not import stage",
    "store may not import stage",
    "ui may not import pipeline",
    "ui may not import testing",
    "src never imports tools",
    "tensors live in",
    "only stages/encoders knows",
    "only storage/ knows",
    "only ui/ and main know React",
    "chance is seeded",
    "the program runs in a browser",
    "what ships is listed",
    "there is no such file",
  ],
  inspect: async (root) => {
    const files = await filesOf(root, /^src\/.*\.tsx?$/);
    const shipped = await shippedPackages(root);
    const findings: string[] = [];
    let looked = 0;
    for (const file of files.filter((path) => !TEST.test(path))) {
      for (const edge of await importsIn(root, file)) {
        looked += 1;
        const broken = edge.isFile
          ? existsSync(join(root, edge.to))
            ? brokenByFile(edge)
            : "there is no such file"
          : brokenByPackage(edge, shipped);
        if (broken) findings.push(`${file} -> ${edge.to}: ${broken}`);
      }
    }
    return { looked, unit: "imports", findings };
  },
};
