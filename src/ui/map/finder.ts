/** Which item lies where: under the pointer, in the view, and next in a direction. */
import KDBush from "kdbush";
import {
  toPlane,
  toScreen,
  type Camera,
  type Point,
  type Size,
} from "./camera.ts";

export type Direction = "left" | "right" | "up" | "down";

/** How far from a point, in CSS pixels, it still is meant; a fingertip is wide. */
export const REACH = { mouse: 12, touch: 26 } as const;

const TOWARDS: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

export class Finder {
  readonly #places: Float32Array;
  readonly #index: KDBush;

  /** @param places `[N, 2]` */
  constructor(places: Float32Array) {
    this.#places = places;
    this.#index = new KDBush(places.length / 2, 64, Float32Array);
    for (let i = 0; i < places.length; i += 2)
      this.#index.add(places[i] ?? 0, places[i + 1] ?? 0);
    this.#index.finish();
  }

  placeOf(row: number): Point {
    return {
      x: this.#places[row * 2] ?? 0,
      y: this.#places[row * 2 + 1] ?? 0,
    };
  }

  /** The nearest item to a pixel, or undefined when none is within reach. */
  at(
    camera: Camera,
    size: Size,
    pixel: Point,
    reach: number,
  ): number | undefined {
    let best: number | undefined;
    let least = reach;
    const near = this.#between(camera, size, pixel, reach);
    for (const row of near) {
      const { x, y } = toScreen(camera, size, this.placeOf(row));
      const distance = Math.hypot(x - pixel.x, y - pixel.y);
      if (distance > least) continue;
      least = distance;
      best = row;
    }
    return best;
  }

  /** Rows within the view. */
  inView(camera: Camera, size: Size): number[] {
    const middle = { x: size.width / 2, y: size.height / 2 };
    return this.#between(camera, size, middle, middle.x, middle.y);
  }

  /** The next item in a direction: near, and not far off the line. */
  next(
    camera: Camera,
    size: Size,
    from: number,
    direction: Direction,
  ): number | undefined {
    const start = toScreen(camera, size, this.placeOf(from));
    const towards = TOWARDS[direction];
    let best: number | undefined;
    let least = Infinity;
    for (let row = 0; row < this.#places.length / 2; row += 1) {
      const place = toScreen(camera, size, this.placeOf(row));
      const [dx, dy] = [place.x - start.x, place.y - start.y];
      const along = dx * towards.x + dy * towards.y;
      const aside = Math.abs(dx * towards.y) + Math.abs(dy * towards.x);
      if (row === from || along < 1 || aside > along) continue;
      const cost = along + 2 * aside;
      if (cost >= least) continue;
      least = cost;
      best = row;
    }
    return best;
  }

  #between(
    camera: Camera,
    size: Size,
    { x, y }: Point,
    width: number,
    height = width,
  ): number[] {
    const low = toPlane(camera, size, { x: x - width, y: y + height });
    const high = toPlane(camera, size, { x: x + width, y: y - height });
    return this.#index.range(low.x, low.y, high.x, high.y);
  }
}
