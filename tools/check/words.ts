/** Text that must not be in the repository: notes to self, rules switched off, places on somebody's machine. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesOf, type Checker } from "./checker.ts";

/** One letter of each in brackets, so that this file does not find itself. */
const FORBIDDEN: readonly { pattern: RegExp; because: string }[] = [
  { pattern: /\b(TOD[O]|FIXM[E]|HAC[K])\b/, because: "do it, or file it" },
  {
    pattern:
      /(es|ox)lint-disabl[e]|@ts-(ignor[e]|nochec[k]|expect-erro[r])|prettier-ignor[e]\b/,
    because: "fix the code, not the rule",
  },
  {
    pattern: /(^|[\s"'`(=:])\/(wor[k]|roo[t]|hom[e])\//,
    because: "a path on somebody's machine",
  },
  { pattern: /(\.\.\/){5}/, because: "outside of the repository" },
  {
    pattern: /"resolve[d]": "https?:|^registr[y]\s*=/,
    because: "the address of a registry",
  },
  {
    pattern: /\b(describe|test|it)\.(onl[y]|ski[p]|tod[o])\(/,
    because: "a test that is left out",
  },
];

export const words: Checker = {
  name: "words",
  ensures: "no notes to self, no rule switched off, no path of one machine",
  mustFind: [
    "do it, or file it",
    "fix the code, not the rule",
    "a path on somebody's machine",
    "outside of the repository",
    "the address of a registry",
    "a test that is left out",
  ],
  inspect: async (root) => {
    const files = await filesOf(
      root,
      /\.(tsx?|css|json|md|html|mjs|js|ya?ml)$|(^|\/)\.npmrc$|^\.ci\//,
    );
    const findings: string[] = [];
    for (const file of files) {
      const lines = (await readFile(join(root, file), "utf8")).split("\n");
      lines.forEach((line, index) => {
        for (const { pattern, because } of FORBIDDEN) {
          const [match] = pattern.exec(line) ?? [];
          if (match === undefined) continue;
          findings.push(`${file}:${index + 1}: "${match.trim()}": ${because}`);
        }
      });
    }
    return { looked: files.length, unit: "files", findings };
  },
};
