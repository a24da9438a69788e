/** Prettier without options: nobody argues about a comma. */
import { linesOf, runTool, filesOf, type Checker } from "./checker.ts";

export const format: Checker = {
  name: "format",
  ensures: "every file is as Prettier writes it",
  mustFind: ["ugly.ts", "ugly.css"],
  inspect: async (root) => {
    const { code, stdout, stderr } = await runTool(root, "prettier", [
      "--list-different",
      ".",
    ]);
    const files = await filesOf(root, /\.(tsx?|css|json|md|html)$/);
    const different = linesOf(stdout).map(
      (file) => `${file} (npx prettier --write ${file})`,
    );
    const broken = code > 1 ? linesOf(stderr) : [];
    return {
      looked: files.length,
      unit: "files",
      findings: [...different, ...broken],
    };
  },
};
