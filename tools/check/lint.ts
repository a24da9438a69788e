/** oxlint with type information; the rules and their reasons are in .oxlintrc.json. */
import { linesOf, runTool, type Checker } from "./checker.ts";

const RULES = [
  "no-floating-promises",
  "switch-exhaustiveness-check",
  "no-explicit-any",
  "no-non-null-assertion",
  "no-cycle",
  "max-lines",
  "max-lines-per-function",
  "no-default-export",
  "rules-of-hooks",
  "alt-text",
];

const MESSAGES = [
  "'Math.random' is restricted",
  "'Date.now' is restricted",
  "counted in src/device/fetch.ts",
  "The engine worker is started",
  "'navigator.gpu' is restricted",
  "'dataSync' is restricted",
  "'innerHTML' is restricted",
];

export const lint: Checker = {
  name: "lint",
  ensures: "no floating promise, open switch, import cycle, hidden clock ...",
  mustFind: [...RULES.map((rule) => new RegExp(`\\(${rule}\\)`)), ...MESSAGES],
  inspect: async (root) => {
    const listed = await runTool(root, "oxlint", [
      "--type-aware",
      "--debug=files",
    ]);
    const run = await runTool(root, "oxlint", [
      "--type-aware",
      "--deny-warnings",
      "--report-unused-disable-directives",
      "--format=unix",
    ]);
    const findings = linesOf(run.stdout).filter(
      (line) => !/^\d+ problems?$/.test(line),
    );
    const silent = run.code !== 0 && findings.length === 0;
    return {
      looked: linesOf(listed.stdout).length,
      unit: "files",
      findings: silent
        ? [`oxlint ended with status ${run.code}: ${run.stderr}`]
        : findings,
    };
  },
};
