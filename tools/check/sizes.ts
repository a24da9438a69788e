/** File sizes: what is committed stays small, because everything large is built from npm packages. */
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { filesOf, type Checker } from "./checker.ts";

const KIB = 1024;

/** The first pattern that matches decides. */
const LIMITS: readonly { files: RegExp; bytes: number; because: string }[] = [
  {
    files: /^package-lock\.json$/,
    bytes: 600 * KIB,
    because: "the lockfile of a small project",
  },
  {
    files: /^docs\/images\//,
    bytes: 400 * KIB,
    because: "a picture that a README loads at once",
  },
  {
    files: /\.(tsx?|css)$/,
    bytes: 40 * KIB,
    because: "400 lines of about 100 characters at most",
  },
  {
    files: /./,
    bytes: 200 * KIB,
    because: "data is built from npm packages, not committed",
  },
];

export const sizes: Checker = {
  name: "sizes",
  ensures: "nothing large is committed",
  mustFind: ["src/big.ts", "data.json"],
  plant: async (root) => {
    await writeFile(join(root, "src", "big.ts"), "x".repeat(41 * KIB));
    await writeFile(join(root, "data.json"), "x".repeat(201 * KIB));
  },
  inspect: async (root) => {
    const files = await filesOf(root);
    const findings: string[] = [];
    for (const file of files) {
      const limit = LIMITS.find(({ files: pattern }) => pattern.test(file));
      if (!limit) continue;
      const { size } = await stat(join(root, file));
      if (size <= limit.bytes) continue;
      findings.push(
        `${file}: ${Math.ceil(size / KIB)} KiB of ${limit.bytes / KIB} allowed: ${limit.because}`,
      );
    }
    return { looked: files.length, unit: "files", findings };
  },
};
