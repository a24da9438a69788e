/**
 * k medoids by Voronoi iteration (Park & Jun 2009, "A simple and fast algorithm for K-medoids clustering"): the
 * plain way of covering a catalogue, for the first minute to be compared with.
 */
import type { Random } from "../../src/domain/random.ts";
import { MODALITIES } from "../../src/domain/modality.ts";
import { rowDot } from "../../src/math/dense.ts";
import { sparseRowDot } from "../../src/math/sparse.ts";
import type { BaseModel } from "../../src/pipeline/taste-base.ts";

/** Rounds at most; it settles in about ten. */
const ROUNDS = 15;

/** @returns k rows, the one of the largest cluster first */
export function medoidsOf(
  base: BaseModel,
  k: number,
  random: Random,
): number[] {
  const near = likenessOf(base);
  const rows = Array.from({ length: base.concepts.rows }, (_, row) => row);
  let medoids = random.sample(rows, k);
  let clusters: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    clusters = assign(rows, medoids, near);
    const next = clusters.map((members, c) =>
      centreOf(members, medoids[c] ?? 0, near),
    );
    if (next.every((row, c) => row === medoids[c])) break;
    medoids = next;
  }
  return medoids
    .map((row, c) => ({ row, size: clusters[c]?.length ?? 0 }))
    .sort((a, b) => b.size - a.size)
    .map(({ row }) => row);
}

type Likeness = (a: number, b: number) => number;

/** Cosine over all aligned modalities and the concepts, each block a unit vector where it is there. */
function likenessOf({ aligned, concepts }: BaseModel): Likeness {
  const product: Likeness = (a, b) =>
    MODALITIES.reduce(
      (sum, m) => sum + rowDot(aligned[m], a, aligned[m], b),
      sparseRowDot(concepts, a, b),
    );
  const lengths = Float64Array.from(
    { length: concepts.rows },
    (_, row) => Math.sqrt(product(row, row)) || 1,
  );
  return (a, b) => product(a, b) / ((lengths[a] ?? 1) * (lengths[b] ?? 1));
}

function assign(
  rows: readonly number[],
  medoids: readonly number[],
  near: Likeness,
): number[][] {
  const clusters: number[][] = medoids.map(() => []);
  for (const row of rows) {
    let best = 0;
    let most = -Infinity;
    for (const [c, medoid] of medoids.entries()) {
      const value = near(row, medoid);
      if (value <= most) continue;
      most = value;
      best = c;
    }
    clusters[best]?.push(row);
  }
  return clusters;
}

function centreOf(
  members: readonly number[],
  before: number,
  near: Likeness,
): number {
  let best = before;
  let most = -Infinity;
  for (const row of members) {
    let sum = 0;
    for (const other of members) sum += near(row, other);
    if (sum <= most) continue;
    most = sum;
    best = row;
  }
  return best;
}
