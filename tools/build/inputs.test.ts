import { describe, expect, test } from "vitest";
import { hashFiles, importsOf } from "./inputs.ts";
import { STEPS } from "./steps.ts";

describe("what a step depends on", () => {
  test("includes what its entry imports, and what that imports", () => {
    const files = importsOf("tools/build/index.ts");
    expect(files).toEqual(
      expect.arrayContaining([
        "tools/build/index.ts",
        "tools/build/inputs.ts", // through run.ts and stamps.ts
        "tools/lib/cli.ts",
        "src/domain/errors.ts", // through the command-line helpers
      ]),
    );
    expect(files).not.toContain("tools/serve/index.ts");
    expect(files).toEqual([...new Set(files)].sort());
  });

  test("follows a worker that is started from a URL", () => {
    expect(importsOf("tools/test/webgpu.browser.test.ts")).toContain(
      "tools/test/adapter-worker.ts",
    );
  });

  test("is empty for a file that is not there", () => {
    expect(importsOf("tools/build/no-such-file.ts")).toEqual([]);
  });

  test("changes its hash with a name, and not with the time", async () => {
    const files = ["package.json", "tsconfig.json"];
    expect(await hashFiles(files)).toBe(await hashFiles(files));
    expect(await hashFiles(files)).not.toBe(await hashFiles(["package.json"]));
  });
});

describe("the order of the steps", () => {
  test("names only steps that stand before, so that it has an end", () => {
    const seen = new Set<string>();
    for (const step of STEPS) {
      for (const before of step.after) expect([...seen]).toContain(before);
      seen.add(step.name);
    }
    expect(seen.size).toBe(STEPS.length);
  });

  test("has an entry for every step", () => {
    for (const step of STEPS)
      expect(importsOf(step.entry)).toContain(step.entry);
  });
});
