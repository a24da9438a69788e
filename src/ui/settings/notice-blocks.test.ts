/** NOTICE.md is read without losing a credit. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blocksOf } from "./notice-blocks.ts";

describe("blocksOf", () => {
  it("reads headings, paragraphs over several lines, and tables", () => {
    const text =
      "# Title\n\nOne\ntwo `x`.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";
    expect(blocksOf(text)).toEqual([
      { is: "heading", text: "Title" },
      { is: "text", text: "One two x." },
      {
        is: "table",
        rows: [
          ["a", "b"],
          ["1", "2"],
        ],
      },
    ]);
  });

  it("keeps every word of the shipped notices", () => {
    const notice = readFileSync("NOTICE.md", "utf8");
    const shown = JSON.stringify(blocksOf(notice));
    for (const word of notice.match(/[A-Za-z]{3,}/g) ?? [])
      expect(shown).toContain(word);
  });
});
