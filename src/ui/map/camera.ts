/** Where the map is looked at: from the plane of the items, [-1, 1] both ways, to pixels and back. Pure. */

export interface Camera {
  /** The point of the plane in the middle of the view. */
  readonly x: number;
  readonly y: number;
  /** 1 shows the whole map. */
  readonly zoom: number;
}

/** In CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const WHOLE: Camera = { x: 0, y: 0, zoom: 1 };

/** At 64 the nearest neighbours are fingertips apart. */
const NEAREST = 64;
/** The axes of the map mean nothing, so it may be drawn wider or higher than it is, up to here. */
const STRETCH = 2.1;

/** Pixels per unit of the plane, each way. */
export function scaleOf({ width, height }: Size, zoom: number): Point {
  return {
    x: (Math.min(width, height * STRETCH) / 2) * zoom,
    y: (Math.min(height, width * STRETCH) / 2) * zoom,
  };
}

/** y grows upwards in the plane and downwards on the screen. */
export function toScreen(camera: Camera, size: Size, { x, y }: Point): Point {
  const scale = scaleOf(size, camera.zoom);
  return {
    x: size.width / 2 + (x - camera.x) * scale.x,
    y: size.height / 2 - (y - camera.y) * scale.y,
  };
}

export function toPlane(camera: Camera, size: Size, { x, y }: Point): Point {
  const scale = scaleOf(size, camera.zoom);
  return {
    x: camera.x + (x - size.width / 2) / scale.x,
    y: camera.y - (y - size.height / 2) / scale.y,
  };
}

/** Never so far away that the map is lost. */
export function bounded({ x, y, zoom }: Camera): Camera {
  const near = Math.min(NEAREST, Math.max(1, zoom));
  const reach = 1.05 - 0.9 / near;
  const within = (value: number): number =>
    Math.max(-reach, Math.min(reach, value));
  return { x: within(x), y: within(y), zoom: near };
}

/** Moves what is under the pointer by so many pixels. */
export function panned(
  camera: Camera,
  size: Size,
  dx: number,
  dy: number,
): Camera {
  const scale = scaleOf(size, camera.zoom);
  return bounded({
    ...camera,
    x: camera.x - dx / scale.x,
    y: camera.y + dy / scale.y,
  });
}

/** Nearer or farther, with what lies under `at` staying there. */
export function zoomed(
  camera: Camera,
  size: Size,
  factor: number,
  at: Point = { x: size.width / 2, y: size.height / 2 },
): Camera {
  const zoom = Math.min(NEAREST, Math.max(1, camera.zoom * factor));
  const held = toPlane(camera, size, at);
  const moved = toPlane({ ...camera, zoom }, size, at);
  return bounded({
    x: camera.x + held.x - moved.x,
    y: camera.y + held.y - moved.y,
    zoom,
  });
}

/** Between two views; zoom by ratio, so that a flight looks even. */
export function between(from: Camera, to: Camera, share: number): Camera {
  const mix = (a: number, b: number): number => a + (b - a) * share;
  return {
    x: mix(from.x, to.x),
    y: mix(from.y, to.y),
    zoom: from.zoom * (to.zoom / from.zoom) ** share,
  };
}
