/** A hue and a few small choices from an item's id: deterministic, so that a cover never changes its face. */
import type { Item } from "../../domain/item.ts";

/** FNV-1a over UTF-16 units, 32 bit; http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** A film's genre sets the mood of its poster: [hue in degrees, spread around it]. */
const GENRE_HUES: Readonly<Record<string, readonly [number, number]>> = {
  Drama: [255, 50],
  Comedy: [80, 28],
  "Romantic Comedy": [5, 22],
  Action: [35, 22],
  Adventure: [150, 40],
  "Thriller/Suspense": [215, 30],
  Horror: [18, 16],
  Musical: [325, 30],
  Western: [60, 14],
  Documentary: [190, 30],
  "Black Comedy": [110, 24],
  "Concert/Performance": [295, 24],
};

/** Degrees on OKLCH's wheel. */
export function hueOf(item: Pick<Item, "id" | "domain" | "facts">): number {
  const hash = hashOf(item.id);
  if (item.domain === "films") {
    const [centre, spread] = GENRE_HUES[item.facts?.Genre ?? ""] ?? [280, 60];
    return (centre - spread + (hash % (2 * spread)) + 360) % 360;
  }
  // Multiples of 24 degrees keep neighbours clearly apart instead of almost alike.
  return (hash % 15) * 24 + 12;
}

/** A choice among `count` that is independent of the hue and of the other choices. */
export function pick(id: string, salt: string, count: number): number {
  return hashOf(`${salt}:${id}`) % count;
}
