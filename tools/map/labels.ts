/**
 * Words on the map: concepts whose items lie together, named where they lie. The larger and the denser come first; those
 * that would cover each other wait until the map is drawn nearer.
 */
import type { MapLabel } from "../../src/domain/map.ts";
import { entriesOf, type SparseRows } from "../../src/math/sparse.ts";

const LABELS = {
  /** Items of a concept that can be a region. */
  fewest: 12,
  most: 420,
  /** Half of the items lie within this distance of the middle, in map units, or the word says nothing. */
  widest: 0.2,
  /** Least distance between words on the whole map, and how often it is halved for nearer views. */
  apart: 0.2,
  levels: 4,
  longest: 22,
} as const;

/** Kinds of concepts that name a region of things, and how gladly; of a rating board or a language no one asks on a map. */
const KINDS: Readonly<Record<string, number>> = {
  subgroup: 2,
  family: 2,
  genre: 2,
  region: 2,
  "sound-kind": 1.5,
  sea: 1,
  synset: 1,
  tag: 1,
};

/** What stands in a column of the concept block. */
export interface ColumnName {
  readonly label: string;
  readonly kind: string;
}

interface Region extends Omit<MapLabel, "level"> {
  readonly worth: number;
}

/** @param names one a column; null is passed over */
export function labelsOf(
  points: Float32Array,
  concepts: SparseRows,
  names: readonly (ColumnName | null)[],
): MapLabel[] {
  const regions = regionsOf(points, concepts, names);
  const chosen: MapLabel[] = [];
  for (let level = 0; level < LABELS.levels; level += 1) {
    const apart = LABELS.apart / 2 ** level;
    for (const { worth: _, ...region } of regions) {
      const free = chosen.every(
        ({ text, x, y }) =>
          text !== region.text &&
          // Words are wider than they are high.
          Math.hypot((x - region.x) / 1.6, y - region.y) > apart,
      );
      if (free) chosen.push({ ...region, level });
    }
  }
  return chosen;
}

function regionsOf(
  points: Float32Array,
  concepts: SparseRows,
  names: readonly (ColumnName | null)[],
): Region[] {
  const members = Array.from({ length: concepts.columns }, (): number[] => []);
  for (let i = 0; i < concepts.rows; i += 1)
    for (const [column] of entriesOf(concepts, i)) members[column]?.push(i);
  return members
    .flatMap((items, column): Region[] => {
      const { label: text = "", kind = "" } = names[column] ?? {};
      const gladly = KINDS[kind] ?? 0;
      const { fewest, most, longest } = LABELS;
      if (gladly === 0 || text.length > longest) return [];
      if (items.length < fewest || items.length > most) return [];
      const x = median(items.map((i) => points[i * 2] ?? 0));
      const y = median(items.map((i) => points[i * 2 + 1] ?? 0));
      const reach = median(
        items.map((i) =>
          Math.hypot((points[i * 2] ?? 0) - x, (points[i * 2 + 1] ?? 0) - y),
        ),
      );
      if (reach > LABELS.widest) return [];
      const worth = (gladly * Math.sqrt(items.length)) / (reach + 0.03);
      return [{ text, x: rounded(x), y: rounded(y), worth }];
    })
    .sort((a, b) => b.worth - a.worth);
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1] ?? 0;
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
