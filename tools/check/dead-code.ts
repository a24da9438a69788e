/** knip: files, exports and packages that nobody uses. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as v from "valibot";
import { filesOf, runTool, type Checker } from "./checker.ts";

const Named = v.object({ name: v.string(), line: v.optional(v.number()) });

/** The kinds of issue that are reported, with the words for each. */
const KINDS = {
  files: "nobody imports this file",
  exports: "nobody imports this export",
  types: "nobody imports this type",
  duplicates: "exported twice",
  dependencies: "nobody uses this package",
  devDependencies: "nobody uses this package",
  unlisted: "used but not listed in package.json",
  unresolved: "resolves to nothing",
} as const;

const Issue = v.object({
  file: v.string(),
  ...v.entriesFromList(
    Object.keys(KINDS) as (keyof typeof KINDS)[],
    v.optional(v.array(v.union([Named, v.array(Named)]))),
  ),
});
const Report = v.object({ issues: v.array(Issue) });

/**
 * Packages that hold data or programs are named in strings (paths below node_modules, names of binaries),
 * which knip cannot see.
 */
async function namedInTools(root: string): Promise<(name: string) => boolean> {
  const files = await filesOf(root, /^tools\/.*\.ts$/);
  const sources = await Promise.all(
    files.map((file) => readFile(join(root, file), "utf8")),
  );
  const text = sources.join("\n");
  return (name) => text.includes(`"${name}"`) || text.includes(`"${name}/`);
}

export const deadCode: Checker = {
  name: "dead-code",
  ensures: "every file, export and package is used",
  mustFind: [
    "src/domain/orphan.ts: nobody imports this file",
    /unusedExport.*nobody imports this export/,
    /left-behind.*nobody uses this package/,
    /not-in-package-json.*not listed/,
  ],
  inspect: async (root) => {
    const isNamed = await namedInTools(root);
    const run = await runTool(root, "knip", ["--reporter", "json"]);
    if (run.stdout === "") {
      return { looked: 0, unit: "files", findings: [run.stderr] };
    }
    const { issues } = v.parse(Report, JSON.parse(run.stdout));
    const findings: string[] = [];
    for (const issue of issues) {
      for (const kind of Object.keys(KINDS) as (keyof typeof KINDS)[]) {
        for (const { name, line } of (issue[kind] ?? []).flat()) {
          if (kind.endsWith("ependencies") && isNamed(name)) continue;
          const place =
            line === undefined ? issue.file : `${issue.file}:${line}`;
          const what = kind === "files" ? "" : ` ${name}`;
          findings.push(`${place}:${what} ${KINDS[kind]}`);
        }
      }
    }
    const files = await filesOf(root, /^(src|tools|e2e)\/.*\.tsx?$/);
    return { looked: files.length, unit: "files", findings };
  },
};
