import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interactions } from "../../domain/model.ts";
import { dataFile } from "../../testing/data-files.ts";
import { piecesOf, type Dataset } from "./dataset.ts";
import { readDataset } from "./read.ts";
import { sampleTable } from "./table.ts";

/** Rows in words, so that they can be compared with what was written. */
function spoken({ users, items }: Dataset, rows: Interactions): string[] {
  return Array.from(rows.user, (user, at) =>
    [
      users[user],
      items[rows.item[at] ?? -1],
      rows.value?.[at],
      rows.time?.[at],
    ].join(" "),
  );
}

const INTER = "user_id:token\titem_id:token\trating:float\ttimestamp:float\n";

describe("atomic files", () => {
  it("give back every row in its order", async () => {
    const row = fc.record({
      user: fc.nat(9),
      item: fc.nat(9),
      rating: fc.integer({ min: 0, max: 5 }),
      time: fc.nat(1e9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1 }), async (rows) => {
        const text = rows
          .map(
            ({ user, item, rating, time }) =>
              `u${user}\ti${item}\t${rating}\t${time}\n`,
          )
          .join("");
        const data = await readDataset([dataFile("x.inter", INTER + text)]);
        const [whole] = piecesOf(data.interactions ?? expect.fail("no rows"));
        const written = rows.map(
          ({ user, item, rating, time }) =>
            `u${user} i${item} ${rating} ${time}`,
        );
        expect(whole && spoken(data, whole)).toEqual(written);
        expect(new Set(data.users).size).toBe(data.users.length);
      }),
      { seed: 20260102, numRuns: 60 },
    );
  });

  it("keep published parts apart, with one set of rows for users and items", async () => {
    const header = "user_id:token\titem_id:token\tlabel:float\n";
    const data = await readDataset([
      dataFile("k.test.inter", `${header}b\tz\t0\n`),
      dataFile("k.train.inter", `${header}a\tx\t1\nb\ty\t0\n`),
      dataFile("k.valid.inter", `${header}a\ty\t1\n`),
    ]);
    const parts = data.interactions;
    if (parts?.is !== "parts" || parts.valid === null) expect.fail("no parts");
    expect(spoken(data, parts.train)).toEqual(["a x 1 ", "b y 0 "]);
    expect(spoken(data, parts.valid)).toEqual(["a y 1 "]);
    expect(spoken(data, parts.test)).toEqual(["b z 0 "]);
    expect([parts.train.users, parts.train.items]).toEqual([2, 3]);
    expect(data.values).toBe("labels");
  });

  it("make linked entities the items themselves, and keep the others behind them", async () => {
    const data = await readDataset([
      dataFile("k.inter", "user_id:token\titem_id:token\na\tx\na\ty\n"),
      dataFile("k.link", "item_id:token\tentity_id:token\ny\te9\nq\te7\n"),
      dataFile(
        "k.kg",
        "head_id:token\trelation_id:token\ttail_id:token\ne9\tby\te7\ne8\tby\te9\n",
      ),
    ]);
    const graph = data.graph;
    if (graph?.triples.is !== "whole") expect.fail("no graph");
    expect(graph.entities).toEqual(["x", "y", "e7", "e8"]);
    expect([...graph.triples.rows.head]).toEqual([1, 3]);
    expect([...graph.triples.rows.tail]).toEqual([2, 1]);
  });

  it("are a graph alone where there are no users", async () => {
    const header = "head_id:token\trelation_id:token\ttail_id:token\n";
    const data = await readDataset([
      dataFile("g.train.kg", `${header}a\tr\tb\n`),
      dataFile("g.test.kg", `${header}b\tr\tc\n`),
    ]);
    expect(data.interactions).toBeNull();
    expect(data.graph?.entities).toEqual(["a", "b", "c"]);
  });

  it("bring titles, words and numbers of the items that somebody took", async () => {
    const data = await readDataset([
      dataFile("k.inter", "user_id:token\titem_id:token\na\tx\na\ty\n"),
      dataFile(
        "k.item",
        "item_id:token\ttitle:token_seq\tkind:token_seq\tyear:float\ny\tThe Y (1999)\tred blue\t1999\nnever\tN\tred\t1\n",
      ),
      dataFile("README.md", "hello"),
    ]);
    expect(data.titles).toEqual(["", "The Y (1999)"]);
    expect(data.words[0]?.vocabulary).toEqual(["red", "blue"]);
    expect([...(data.words[0]?.start ?? [])]).toEqual([0, 0, 2]);
    expect([...(data.content[0]?.values ?? [])]).toEqual([0, 1999]);
    expect(data.unused).toEqual(["README.md"]);
  });

  it.each([
    [
      "too few columns",
      `${INTER}a\tb\n`,
      /x\.inter, line 2: the row has 2 of 4/,
    ],
    [
      "a word for a number",
      `${INTER}a\tb\tfine\t1\n`,
      /line 2: “fine” in column rating/,
    ],
    ["a missing id", `${INTER}\tb\t1\t1\n`, /line 2: an id of the users/],
    [
      "an untyped header",
      "user_id,item_id\na,b\n",
      /line 1: “user_id,item_id”/,
    ],
    ["a header without items", "user_id:token\nb\n", /line 1: .*item_id/],
    ["a header alone", INTER, /no row/],
  ])("are refused: %s", async (_, text, message) => {
    const failure = readDataset([dataFile("x.inter", text)]);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ code: "bad-input" });
  });

  it("are refused when a part is missing or two data sets are mixed", async () => {
    const train = dataFile("k.train.inter", "user_id:token\n");
    await expect(readDataset([train])).rejects.toThrow(
      /k\.test\.inter is missing/,
    );
    const other = dataFile("b.inter", "user_id:token\n");
    await expect(readDataset([train, other])).rejects.toThrow(/two data sets/);
  });
});

describe("MovieLens", () => {
  it("is read from ratings.csv and movies.csv", async () => {
    const data = await readDataset([
      dataFile(
        "ratings.csv",
        "userId,movieId,rating,timestamp\n1,10,4.5,900\n2,11,3,901\n",
      ),
      dataFile(
        "movies.csv",
        'movieId,title,genres\n11,"Day, The (1996)",Comedy|Drama\n10,Heat,(no genres listed)\n12,Unseen,Drama\n',
      ),
      dataFile("tags.csv", "userId\n"),
    ]);
    expect(data.titles).toEqual(["Heat", "Day, The (1996)"]);
    expect(data.words[0]?.vocabulary).toEqual(["Comedy", "Drama"]);
    expect(data.values).toBe("ratings");
    expect(data.unused).toEqual(["tags.csv"]);
  });

  it("is read from u.data and u.item, which is no UTF-8", async () => {
    const flags = "0|0|0|0|0|0|0|0|1|0|0|0|0|0|0|0|0|0|0";
    const item = `7|Misérables, Les (1995)|01-Jan-1995||http://x|${flags}\n`;
    const latin = Uint8Array.from(item, (letter) => letter.charCodeAt(0));
    const data = await readDataset([
      dataFile("u.data", "196\t7\t3\t881250949\n"),
      dataFile("u.item", latin),
    ]);
    expect(data.titles).toEqual(["Misérables, Les (1995)"]);
    expect(data.words[0]?.vocabulary).toEqual(["Drama"]);
  });

  it("is read from ratings.dat and movies.dat", async () => {
    const data = await readDataset([
      dataFile("ratings.dat", "1::1193::5::978300760\n"),
      dataFile("movies.dat", "1193::One Flew Over (1975)::Drama\n"),
    ]);
    expect(data.titles).toEqual(["One Flew Over (1975)"]);
  });
});

describe("any table", () => {
  it("is read by the names of its columns, with dates and titles", async () => {
    const data = await readDataset([
      dataFile(
        "orders.csv",
        'when;Customer-ID;sku;Title\n2024-05-31;c1;s1;"Soap; mild"\n2024-06-01;c1;s2;Bread\n',
      ),
    ]);
    const [whole] = piecesOf(data.interactions ?? expect.fail("no rows"));
    expect(whole && spoken(data, whole)).toEqual([
      `c1 s1  ${Date.UTC(2024, 4, 31) / 1000}`,
      `c1 s2  ${Date.UTC(2024, 5, 1) / 1000}`,
    ]);
    expect(data.titles).toEqual(["Soap; mild", "Bread"]);
  });

  it("without a header is sampled by place, and read as the person says", async () => {
    const file = dataFile("t.tsv", "5\tx\t1\n6\ty\t1\n");
    const sample = await sampleTable(file);
    expect(sample).toMatchObject({ header: false, separator: "\t" });
    const mapping = { user: 1, item: 0, value: null, time: null, title: null };
    const data = await readDataset([file], {
      table: { ...sample, mapping },
    });
    expect(data.users).toEqual(["x", "y"]);
    expect(data.items).toEqual(["5", "6"]);
  });

  it("asks for its columns when they cannot be told, and names a bad line", async () => {
    await expect(
      readDataset([dataFile("t.csv", "alpha,beta\n1,2\n")]),
    ).rejects.toThrow(/which of its columns \(alpha, beta\)/);
    await expect(
      readDataset([dataFile("t.csv", "user,item,date\nu,i,soon\n")]),
    ).rejects.toThrow(/t\.csv, line 2: “soon” in column date is no time/);
    await expect(readDataset([dataFile("a.pdf", "x")])).rejects.toThrow(
      /a\.pdf: no interactions/,
    );
  });
});
