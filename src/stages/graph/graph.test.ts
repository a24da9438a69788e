import { describe, expect, it } from "vitest";
import type { KnowledgeGraph } from "../../domain/catalogue.ts";
import { entriesOf } from "../../math/sparse.ts";
import { buildIncidence } from "./incidence.ts";
import { createPathFinder } from "./paths.ts";

const TITLES = [
  "Fiddle",
  "Violin",
  "Koala",
  "Australia",
  "Guitar",
  "Stone",
  "Lute",
];
const N = TITLES.length;
// Entities after the items: 7 string instrument, 8 instrument, 9 hidden tag.
const concept = (id: string) => ({ id, label: id, kind: "synset" });
const GRAPH: KnowledgeGraph = {
  concepts: [
    concept("string instrument"),
    concept("instrument"),
    concept("tag"),
  ],
  relations: [
    { id: "kind", label: "is a kind of", inverse: "includes", explains: true },
    {
      id: "tagged",
      label: "is tagged",
      inverse: "is a tag of",
      explains: false,
    },
    { id: "lives", label: "lives in", inverse: "is home to", explains: true },
  ],
  triples: Uint32Array.from(
    [
      [0, 0, 7],
      [1, 0, 7],
      [4, 0, 7],
      [6, 0, 7],
      [7, 0, 8],
      [2, 2, 3],
      [0, 1, 9],
      [2, 1, 9],
    ].flat(),
  ),
};
const OPTIONS = { secondHop: 0.5, idfPower: 1, width: 8 };

describe("concept incidence", () => {
  const { matrix, entities } = buildIncidence(GRAPH, N, OPTIONS);
  const conceptsOf = (item: number): Map<number, number> =>
    new Map(
      [...entriesOf(matrix, item)].map(([column, value]) => [
        entities[column] ?? -1,
        value,
      ]),
    );

  it("holds what an item touches and, fainter, what that leads to", () => {
    const violin = conceptsOf(1);
    expect([...violin.keys()].sort((a, b) => a - b)).toEqual([7, 8]);
    expect(violin.get(8)).toBeCloseTo((violin.get(7) ?? 0) * 0.5, 6);
  });

  it("gives rows of length 1, and an empty row to an item that nothing connects", () => {
    const square = [...conceptsOf(0).values()].reduce((s, v) => s + v * v, 0);
    expect(square).toBeCloseTo(1, 6);
    expect(conceptsOf(5).size).toBe(0);
  });

  it("leaves out concepts that a single item touches", () => {
    expect([...entities]).toEqual([7, 8, 9]);
  });

  it("weighs a rare concept above a common one", () => {
    const fiddle = conceptsOf(0);
    expect(fiddle.get(9) ?? 0).toBeGreaterThan(fiddle.get(7) ?? 0);
  });
});

describe("paths", () => {
  const finder = createPathFinder(GRAPH, TITLES);

  it("words the way from one item to another, in both reading directions", () => {
    expect(finder.between(0, 1)).toEqual([
      { from: "Fiddle", label: "is a kind of", to: "string instrument" },
      { from: "string instrument", label: "includes", to: "Violin" },
    ]);
    expect(finder.between(3, 2)).toEqual([
      { from: "Australia", label: "is home to", to: "Koala" },
    ]);
  });

  it("never passes through a relation that does not explain", () => {
    expect(finder.between(0, 2)).toBeNull();
  });

  it("never passes through a hub", () => {
    const spokes = Array.from({ length: 70 }, (_, k) => [k, 0, 70]).flat();
    const wheel: KnowledgeGraph = {
      ...GRAPH,
      concepts: [concept("everything")],
      triples: Uint32Array.from(spokes),
    };
    const titles = Array.from({ length: 70 }, (_, k) => `item ${k}`);
    expect(createPathFinder(wheel, titles).between(0, 1)).toBeNull();
    const few = { ...wheel, triples: Uint32Array.from(spokes.slice(0, 30)) };
    expect(createPathFinder(few, titles).between(0, 1)).not.toBeNull();
  });
});
