/**
 * All items in the plane: UMAP (McInnes, Healy & Melville 2018, arXiv 1802.03426, by umap-js) over exact
 * neighbours. It starts from the two leading directions of the fused space and not from chance, so that far-apart regions mean
 * something too; seeded, so that the same catalogue gives the same map.
 */
import { UMAP } from "umap-js";
import type { Random } from "../../src/domain/random.ts";
import type { Matrix } from "../../src/math/dense.ts";
import type { Features } from "../../src/math/features.ts";
import { project, whitening } from "../../src/math/pca.ts";
import { nearestItems } from "./neighbours.ts";

const LAYOUT = {
  /** Larger shows more of the whole, smaller more of each corner; range 5-50. */
  neighbours: 18,
  /** Least distance between points, in UMAP's units: enough for covers not to lie on each other. */
  minDist: 0.35,
  spread: 1.2,
  epochs: 350,
  /** Half the width of the starting picture; UMAP's own choice. */
  start: 10,
} as const;

/** `[N, 2]` in [-1, 1], the middle of the crowd at 0. */
export function layout(features: Features, random: Random): Float32Array {
  const { fused } = features;
  const k = Math.min(LAYOUT.neighbours, fused.rows);
  const { indices, distances } = nearestItems(features, k);
  const umap = new UMAP({
    nNeighbors: k,
    minDist: LAYOUT.minDist,
    spread: LAYOUT.spread,
    nEpochs: LAYOUT.epochs,
    random: () => random.uniform(),
  });
  umap.setPrecomputedKNN(indices, distances);
  // With the neighbours given, only the number of rows is read of this.
  const epochs = umap.initializeFit(indices);
  const points = umap.getEmbedding();
  const start = startOf(fused, random);
  points.forEach((point, i) => {
    point[0] = start[i * 2] ?? 0;
    point[1] = start[i * 2 + 1] ?? 0;
  });
  for (let epoch = 0; epoch < epochs; epoch += 1) umap.step();
  return framed(umap.getEmbedding());
}

function startOf(fused: Matrix, random: Random): Float32Array {
  const mask = new Float32Array(fused.rows).fill(1);
  const plane = project(fused, mask, whitening(fused, mask, 2, random, 1));
  let most = 0;
  for (const value of plane.data) most = Math.max(most, Math.abs(value));
  return plane.data.map(
    // Twins would never part without a grain of chance.
    (value) => (LAYOUT.start * value) / most + 1e-3 * random.normal(),
  );
}

/** Scaled by what holds 99 % of the points; a stray is drawn in to the edge. */
function framed(points: readonly number[][]): Float32Array {
  const axis = (at: number): Float64Array =>
    Float64Array.from(points, (point) => point[at] ?? 0).sort();
  const part = (sorted: Float64Array, share: number): number =>
    sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [x, y] = [axis(0), axis(1)];
  const [cx, cy] = [x, y].map((a) => (part(a, 0.005) + part(a, 0.995)) / 2);
  const half =
    Math.max(part(x, 0.995) - part(x, 0.005), part(y, 0.995) - part(y, 0.005)) /
      2 || 1;
  const place = (value: number): number =>
    Math.max(-1, Math.min(1, (0.96 * value) / half));
  return Float32Array.from(points.flat(), (value, i) =>
    place(value - ((i % 2 === 0 ? cx : cy) ?? 0)),
  );
}
