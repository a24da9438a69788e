/** The TypeScript compiler at its strictest (tsconfig.json). */
import { linesOf, runTool, type Checker } from "./checker.ts";

export const types: Checker = {
  name: "types",
  ensures: "the program has the types that it says",
  mustFind: [
    /wrong\.ts.*TS2322/, // a string where a number belongs
    /wrong\.ts.*TS2532|wrong\.ts.*TS18048/, // noUncheckedIndexedAccess
    /wrong\.ts.*TS2375/, // exactOptionalPropertyTypes
    /wrong\.ts.*TS1294/, // erasableSyntaxOnly
  ],
  inspect: async (root) => {
    const run = await runTool(root, "tsc", [
      "-p",
      ".",
      "--noEmit",
      "--listFiles",
      "--pretty",
      "false",
    ]);
    const lines = linesOf(run.stdout);
    const isFile = (line: string): boolean =>
      /^(\/|[A-Za-z]:).*\.([cm]?tsx?|json)$/.test(line);
    const files = lines.filter(
      (line) => isFile(line) && !line.includes("/node_modules/"),
    );
    const findings = lines.filter((line) => !isFile(line));
    const silent = run.code !== 0 && findings.length === 0;
    return {
      looked: files.length,
      unit: "files",
      findings: silent
        ? [`tsc ended with status ${run.code}: ${run.stderr}`]
        : findings,
    };
  },
};
