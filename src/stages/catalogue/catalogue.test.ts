import { expect, test } from "vitest";
import { PalateError } from "../../domain/errors.ts";
import { parseCatalogue, parseGraph } from "./index.ts";

const peaks = Array.from({ length: 48 }, (_, i) => i / 47);

function item(id: string, more: object = {}): object {
  return {
    id,
    domain: "things",
    title: "Camel",
    text: "A beast of the desert.",
    source: "emoji",
    familiarity: 0.5,
    ...more,
  };
}

function file(items: readonly object[]): object {
  const source = {
    name: "Emoji",
    package: "emoji@1.0.0",
    licence: "MIT",
    licenceUrl: "https://example.org",
    attribution: "By somebody.",
    items: items.length,
  };
  return {
    version: 1,
    hash: "0".repeat(64),
    items,
    sources: { emoji: source },
    rejections: [],
  };
}

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PalateError && error.code === "catalogue-file")
      return `${error.message} ${error.remedy}`;
    throw error;
  }
  return "accepted";
}

const words = {
  concepts: [{ id: "tag:desert", label: "desert", kind: "tag" }],
  relations: [
    { id: "tagged", label: "is tagged", inverse: "tags", explains: false },
  ],
};

function bytes(...values: readonly number[]): Uint8Array {
  // One byte of padding in front, so that the view is not aligned to four bytes.
  const view = new DataView(new ArrayBuffer(1 + values.length * 4));
  values.forEach((value, i) => view.setUint32(1 + i * 4, value, true));
  return new Uint8Array(view.buffer, 1);
}

test("a whole file comes back as it is", () => {
  const whole = file([
    item("thing:1", {
      picture: { src: "pictures/things/1.webp", kind: "picture" },
    }),
    item("thing:2", { sound: { src: "sounds/a.flac", seconds: 1.5, peaks } }),
  ]);
  expect(parseCatalogue(whole)).toEqual(whole);
});

test.each([
  ["not an object", null],
  ["another version", { ...file([item("a")]), version: 2 }],
  ["no items", file([])],
  [
    "a path that leads out",
    file([item("a", { picture: { src: "../secret.png", kind: "picture" } })]),
  ],
  [
    "an address",
    file([
      item("a", { picture: { src: "https://x.org/a.png", kind: "picture" } }),
    ]),
  ],
  ["a familiarity above one", file([item("a", { familiarity: 1.5 })])],
  [
    "too few peaks",
    file([item("a", { sound: { src: "a.wav", seconds: 1, peaks: [0] } })]),
  ],
  ["an unknown domain", file([item("a", { domain: "planets" })])],
  ["an unknown source", file([item("a", { source: "elsewhere" })])],
  ["two items of one name", file([item("a"), item("a")])],
  ["an endless text", file([item("a", { text: "x".repeat(5001) })])],
])("%s is refused with a remedy", (_name, value) => {
  expect(refusal(() => parseCatalogue(value))).toMatch(
    /damaged.*npm run catalogue/,
  );
});

test("triples are read little-endian from unaligned bytes", () => {
  const graph = parseGraph(words, bytes(0, 0, 2, 1, 0, 2), 2);
  expect([...graph.triples]).toEqual([0, 0, 2, 1, 0, 2]);
});

test.each([
  ["half a triple", bytes(0, 0, 2, 1)],
  ["an unknown entity", bytes(0, 0, 3)],
  ["an unknown relation", bytes(0, 1, 2)],
])("a graph with %s is refused", (_name, triples) => {
  expect(refusal(() => parseGraph(words, triples, 2))).toMatch(/damaged/);
});
