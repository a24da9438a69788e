/**
 * LightGCN: user and item vectors smoothed over the interaction graph, no weights but the vectors themselves (He et
 * al. 2020, arXiv 2002.02126, eqs. 7-8):
 *
 *   E^(k+1) = D^-1/2 A D^-1/2 E^(k),   E = mean of E^(0..L)
 */
import { add, mul, slice, tidy, type Tensor2D } from "@tensorflow/tfjs-core";
import {
  gatherRows,
  sparseDense,
  sparseTensor,
} from "../../device/kernels/sparse-dense.ts";
import type { FitOptions, Interactions } from "../../domain/model.ts";
import { transposedRows, userItems } from "../../math/interactions.ts";
import type { SparseRows } from "../../math/sparse.ts";
import { userRows, type FactorNetwork } from "./factor-model.ts";
import { pairLoss, squares } from "./losses.ts";
import { table } from "./training.ts";

export interface LightGcnSettings {
  /** d, a multiple of 4. */
  readonly dimensions: number;
  readonly layers: number;
  readonly decay: number;
}

const START = 0.1;

export function lightGcnNetwork(
  likes: Interactions,
  { dimensions, layers, decay }: LightGcnSettings,
  { random }: FitOptions,
): FactorNetwork {
  const nodes = likes.users + likes.items;
  const start = table(nodes, dimensions, START, random);
  const graph = sparseTensor(adjacency(likes));
  const smooth = (): Tensor2D => {
    let layer: Tensor2D = start;
    let sum: Tensor2D = start;
    for (let k = 0; k < layers; k += 1) {
      // The normalised adjacency is symmetric, so it is its own transpose.
      layer = sparseDense(graph, layer, graph);
      sum = add(sum, layer);
    }
    return mul(sum, 1 / (layers + 1));
  };
  const shift = (rows: Int32Array): Int32Array =>
    rows.map((row) => row + likes.users);
  let ready: { users: Tensor2D; items: Tensor2D } | null = null;
  const drop = (): void => {
    ready?.users.dispose();
    ready?.items.dispose();
    ready = null;
  };
  const refresh = (): Promise<void> => {
    drop();
    const [users, items] = tidy(() => {
      const all = smooth();
      return [
        slice(all, [0, 0], [likes.users, dimensions]),
        slice(all, [likes.users, 0], [likes.items, dimensions]),
      ] as [Tensor2D, Tensor2D];
    });
    ready = { users, items };
    return Promise.resolve();
  };
  const known = (): { users: Tensor2D; items: Tensor2D } => {
    if (ready === null) throw new RangeError("refresh comes before scores");
    return ready;
  };
  return {
    variables: [start],
    loss: (batch) => {
      const all = smooth();
      const positives = shift(batch.positives);
      const negatives = shift(batch.negatives);
      const pairs = pairLoss(
        gatherRows(all, batch.users),
        gatherRows(all, positives),
        gatherRows(all, negatives),
      );
      const decayed = squares(
        batch.users.length,
        gatherRows(start, batch.users),
        gatherRows(start, positives),
        gatherRows(start, negatives),
      );
      return add(pairs, mul(decayed, decay));
    },
    refresh,
    users: (queries) => userRows(known().users, queries),
    get items() {
      return known().items;
    },
    dispose: () => {
      drop();
      start.dispose();
      graph.dispose();
    },
  };
}

/** `[U + N, U + N]`, D^-1/2 A D^-1/2 with users first. */
function adjacency(likes: Interactions): SparseRows {
  const users = userItems(likes);
  const items = transposedRows(users);
  const nodes = users.rows + items.rows;
  const degree = (m: SparseRows, i: number): number =>
    (m.offsets[i + 1] ?? 0) - (m.offsets[i] ?? 0);
  const edges = users.indices.length;
  const offsets = new Int32Array(nodes + 1);
  offsets.set(users.offsets);
  items.offsets.forEach((offset, i) => {
    offsets[users.rows + i] = edges + offset;
  });
  const indices = new Int32Array(2 * edges);
  users.indices.forEach((item, k) => {
    indices[k] = users.rows + item;
  });
  indices.set(items.indices, edges);
  const degrees = Float32Array.from({ length: nodes }, (_, i) =>
    i < users.rows ? degree(users, i) : degree(items, i - users.rows),
  );
  const values = new Float32Array(2 * edges);
  for (let i = 0; i < nodes; i += 1)
    for (let k = offsets[i] ?? 0; k < (offsets[i + 1] ?? 0); k += 1)
      values[k] =
        1 / Math.sqrt((degrees[i] ?? 1) * (degrees[indices[k] ?? 0] ?? 1));
  return { rows: nodes, columns: nodes, offsets, indices, values };
}
