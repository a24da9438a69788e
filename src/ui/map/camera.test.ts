import { describe, expect, it } from "vitest";
import {
  bounded,
  panned,
  toPlane,
  toScreen,
  WHOLE,
  zoomed,
  type Camera,
} from "./camera.ts";

const size = { width: 900, height: 500 };
const somewhere: Camera = { x: 0.2, y: -0.3, zoom: 5 };

describe("the camera", () => {
  it("goes to pixels and back", () => {
    const point = { x: 0.31, y: -0.28 };
    const back = toPlane(somewhere, size, toScreen(somewhere, size, point));
    expect(back.x).toBeCloseTo(point.x, 10);
    expect(back.y).toBeCloseTo(point.y, 10);
  });

  it("shows the whole plane from afar, its upper edge above", () => {
    const corner = toScreen(WHOLE, size, { x: 1, y: 1 });
    expect(corner.x).toBeLessThanOrEqual(size.width);
    expect(corner.y).toBe(0);
  });

  it("keeps under the pointer what was there, nearer or farther", () => {
    const at = { x: 640, y: 120 };
    const before = toPlane(somewhere, size, at);
    for (const factor of [1.7, 0.6]) {
      const after = toPlane(zoomed(somewhere, size, factor, at), size, at);
      expect(after.x).toBeCloseTo(before.x, 10);
      expect(after.y).toBeCloseTo(before.y, 10);
    }
  });

  it("moves what is dragged with the pointer", () => {
    const point = { x: 0.25, y: -0.3 };
    const before = toScreen(somewhere, size, point);
    const after = toScreen(panned(somewhere, size, 30, -12), size, point);
    expect(after.x - before.x).toBeCloseTo(30, 8);
    expect(after.y - before.y).toBeCloseTo(-12, 8);
  });

  it("never loses the map", () => {
    const lost = bounded({ x: 40, y: -40, zoom: 1e6 });
    expect(Math.abs(lost.x)).toBeLessThan(1.1);
    expect(lost.zoom).toBeLessThan(100);
    expect(bounded({ x: 0, y: 0, zoom: 0.01 }).zoom).toBe(1);
  });
});
