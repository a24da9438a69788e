import { describe, expect, it } from "vitest";
import { toScreen, WHOLE } from "./camera.ts";
import { Finder } from "./finder.ts";

const size = { width: 400, height: 400 };
// A cross: middle, right, left, up, down, and one far up to the right.
const finder = new Finder(
  Float32Array.from([0, 0, 0.2, 0, -0.2, 0, 0, 0.2, 0, -0.2, 0.9, 0.8]),
);

describe("finding on the map", () => {
  it("takes the nearest item within reach, and none beyond it", () => {
    const { x, y } = toScreen(WHOLE, size, { x: 0.2, y: 0 });
    expect(finder.at(WHOLE, size, { x: x + 5, y: y - 3 }, 12)).toBe(1);
    expect(finder.at(WHOLE, size, { x: x + 20, y }, 12)).toBeUndefined();
  });

  it("knows what is in view", () => {
    const near = { x: 0.9, y: 0.8, zoom: 20 };
    expect(finder.inView(near, size)).toEqual([5]);
    expect(finder.inView(WHOLE, size)).toHaveLength(6);
  });

  it("walks in the four directions of the screen", () => {
    const next = (direction: Parameters<Finder["next"]>[3], from = 0) =>
      finder.next(WHOLE, size, from, direction);
    expect(next("right")).toBe(1);
    expect(next("left")).toBe(2);
    expect(next("up")).toBe(3);
    expect(next("down")).toBe(4);
    expect(next("left", 2)).toBeUndefined();
  });
});
