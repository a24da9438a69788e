/**
 * How a taste moved: after each like, the centre of all likes so far, recent ones counting more. A path in the plane,
 * and the same path in words.
 */
import type { MapLabel } from "../../domain/map.ts";
import type { ItemId } from "../../domain/item.ts";
import type { Rating } from "../../domain/rating.ts";
import type { Point } from "./camera.ts";

/** Likes after which an earlier one counts half. */
const HALF_LIFE = 6;

export function driftOf(
  ratings: readonly Rating[],
  placeOf: (item: ItemId) => Point | undefined,
): readonly Point[] {
  const keep = 0.5 ** (1 / HALF_LIFE);
  let [x, y, weight] = [0, 0, 0];
  const path: Point[] = [];
  for (const { item, value } of ratings) {
    const place = value === "like" ? placeOf(item) : undefined;
    if (place === undefined) continue;
    x = x * keep + place.x;
    y = y * keep + place.y;
    weight = weight * keep + 1;
    path.push({ x: x / weight, y: y / weight });
  }
  return path;
}

/** The word nearest to a place; the plain words of the whole map, not the many of a near view. */
export function wordNear(
  labels: readonly MapLabel[],
  { x, y }: Point,
): string | undefined {
  let best: MapLabel | undefined;
  let least = Infinity;
  for (const label of labels) {
    const distance = Math.hypot(label.x - x, label.y - y);
    if (label.level > 1 || distance >= least) continue;
    least = distance;
    best = label;
  }
  return best?.text;
}
