/** Moving over a grid of three columns whose first row is one wide card, as on For you. */
import { describe, expect, it } from "vitest";
import { nextCard } from "./card-steps.ts";

const at = (name: string, offsetLeft: number, offsetTop: number) => ({
  name,
  offsetLeft,
  offsetTop,
});
const cards = [
  at("wide", 0, 0),
  ...["a", "b", "c"].map((name, i) => at(name, i * 100, 200)),
  ...["d", "e"].map((name, i) => at(name, i * 100, 400)),
];
const step = (from: number, direction: Parameters<typeof nextCard>[2]) =>
  nextCard(cards, cards[from] ?? null, direction)?.name;

describe("nextCard", () => {
  it("begins with the first card", () => {
    expect(nextCard(cards, null, "down")?.name).toBe("wide");
  });

  it("walks the reading order", () => {
    expect(step(0, "next")).toBe("a");
    expect(step(4, "previous")).toBe("c");
    expect(step(5, "next")).toBeUndefined();
  });

  it("keeps its column between rows, and takes the nearest where a row is short", () => {
    expect(step(0, "down")).toBe("a");
    expect(step(2, "down")).toBe("e");
    expect(step(3, "down")).toBe("e");
    expect(step(5, "up")).toBe("b");
    expect(step(5, "down")).toBeUndefined();
  });
});
