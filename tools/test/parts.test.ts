import { describe, expect, test } from "vitest";
import { countOf, PARTS, type PartName } from "./parts.ts";

const read = (name: PartName, report: unknown) => {
  const part = PARTS.find((candidate) => candidate.name === name);
  if (part === undefined) throw new Error(`no part is called ${name}`);
  return countOf(part, report);
};

const vitest = {
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numFailedTestSuites: 0,
  success: true,
};
const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };

describe("counting what the parts report", () => {
  test("each checker counts as one test", () => {
    expect(read("check", [{ passed: true }, { passed: false }])).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test("a file that does not load fails, though no test in it did", () => {
    const report = { ...vitest, numPassedTests: 3, success: false };
    expect(read("unit", report)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  test("a test that passed when repeated failed", () => {
    const report = { stats: { ...stats, expected: 2, flaky: 1 } };
    expect(read("e2e", report)).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  test("what was left out is counted apart", () => {
    const report = { ...vitest, numPassedTests: 1, numPendingTests: 2 };
    expect(read("browser", report)).toEqual({
      passed: 1,
      failed: 0,
      skipped: 2,
    });
  });

  test("a part that ran nothing, or reported nothing, is a failure", () => {
    const nothing = { passed: 0, failed: 1, skipped: 0 };
    expect(read("check", [])).toEqual(nothing);
    expect(read("unit", vitest)).toEqual(nothing);
    expect(read("e2e", { stats: { ...stats, skipped: 4 } })).toEqual(nothing);
    expect(read("browser", undefined)).toEqual(nothing);
  });
});
