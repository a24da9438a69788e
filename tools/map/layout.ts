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

/** `[N, 2]` in [-1, 1]. */
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

/**
 * Each axis in [-1, 1], half by value and half by rank: islands far out come nearer and the crowd in the middle gets room,
 * while who is left of whom stays as it was.
 */
function framed(points: readonly number[][]): Float32Array {
  const [x, y] = [0, 1].map((at) =>
    spread(Float64Array.from(points, (point) => point[at] ?? 0)),
  );
  return Float32Array.from(
    { length: points.length * 2 },
    (_, i) => (i % 2 === 0 ? x : y)?.[i >> 1] ?? 0,
  );
}

const FRAME = { byRank: 0.5, reach: 0.96 } as const;

function spread(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b,
  );
  const low = values[order[0] ?? 0] ?? 0;
  const high = values[order.at(-1) ?? 0] ?? 1;
  const placed = new Float64Array(values.length);
  order.forEach((i, rank) => {
    const byValue = ((values[i] ?? 0) - low) / (high - low || 1);
    const byRank = rank / Math.max(1, order.length - 1);
    const mixed = byValue + (byRank - byValue) * FRAME.byRank;
    placed[i] = FRAME.reach * (2 * mixed - 1);
  });
  return placed;
}
