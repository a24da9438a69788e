import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PalateError } from "../../domain/errors.ts";
import { dataFile } from "../../testing/data-files.ts";
import { COMMAS, eachRow, TABS, type Dialect } from "./rows.ts";

async function rowsOf(
  text: string | Uint8Array,
  dialect: Dialect,
  chunk?: number,
): Promise<{ cells: readonly string[]; line: number }[]> {
  const rows: { cells: readonly string[]; line: number }[] = [];
  await eachRow(dataFile("a.csv", text, chunk), dialect, (cells, line) => {
    rows.push({ cells, line });
  });
  return rows;
}

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

describe("rows of a table", () => {
  it("come back as they were written, whatever the cells hold and wherever the chunks end", async () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("a\nb", 'say "hi"', "1,2", "", "\r\n", '""', "ü"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.integer({ min: 1, max: 9 }),
        async (table, chunk) => {
          const text = table
            .map((cells) => cells.map(quote).join(","))
            .join("\n");
          const rows = await rowsOf(text, COMMAS, chunk);
          // A carriage return that ends a line belongs to the line end, also within quotation marks.
          const written = table.map((cells) =>
            cells.map((each) => each.replaceAll("\r\n", "\n")),
          );
          expect(rows.map(({ cells }) => cells)).toEqual(written);
        },
      ),
      { seed: 20260101, numRuns: 200 },
    );
  });

  it("carry the line on which they begin", async () => {
    const rows = await rowsOf('a,b\r\n\r\n"two\nlines",c\r\nd,e', COMMAS);
    expect(rows).toEqual([
      { cells: ["a", "b"], line: 1 },
      { cells: ["two\nlines", "c"], line: 3 },
      { cells: ["d", "e"], line: 5 },
    ]);
  });

  it("leave quotation marks alone where they mean nothing", async () => {
    expect((await rowsOf('5" disc\tx', TABS))[0]?.cells).toEqual([
      '5" disc',
      "x",
    ]);
    expect((await rowsOf('5" disc,x', COMMAS))[0]?.cells).toEqual([
      '5" disc',
      "x",
    ]);
  });

  it.each([
    ["an open quotation mark", 'a,b\n"c,d\ne,f', /line 2: a quotation mark/],
    ["text behind a closing mark", 'a,b\n"c"d,e', /line 2: text follows/],
    [
      "bytes that are no text",
      Uint8Array.from([97, 10, 98, 10, 0xff, 0xfe, 10]),
      /line 3: from here on/,
    ],
    ["nothing at all", "", /empty/],
  ])("are refused with their line: %s", async (_, text, message) => {
    const failure = rowsOf(text, COMMAS, 64);
    await expect(failure).rejects.toThrow(message);
    const error = await failure.catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(PalateError);
    expect((error as PalateError).code).toBe("bad-input");
    expect((error as PalateError).remedy).not.toBe("");
  });

  it("are not read to the end once there are enough, or when nobody wants them any more", async () => {
    const long = "a,b\n".repeat(1000);
    let rows = 0;
    let bytes = 0;
    await eachRow(
      dataFile("a.csv", long),
      COMMAS,
      () => {
        rows += 1;
        return rows < 10 ? undefined : false;
      },
      { onBytes: (more) => (bytes += more) },
    );
    expect(rows).toBe(10);
    expect(bytes).toBeLessThan(100);
    const ended = AbortSignal.abort();
    await expect(
      eachRow(dataFile("a.csv", long), COMMAS, () => undefined, {
        signal: ended,
      }),
    ).rejects.toMatchObject({ code: "cancelled" });
  });
});
