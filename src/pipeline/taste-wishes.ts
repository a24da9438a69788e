/**
 * Wishes of the moment as a lift on the order: `order_i += reach * sum_p weight_p * s_p(i)`, with `s_p` in
 * [0, 1]. What a wish points at becomes a few anchors in the catalogue, and `s_p` is how near an item is to
 * them in everything that is known of it, so that words also reach sounds, and a picture reaches what has
 * none:
 *
 *   carried_p(i) = sum_j share_j k(i, j) / sqrt(k(i, i) k(j, j))        over the anchors j
 *   direct_p(i)  = (cos(x_i^m, v) - mean cos) / (max cos - mean cos)    where item i has modality m
 *   s_p(i)       = the mean of both, or carried_p alone, below 0 taken for 0
 *
 * `carried_p` is scaled so that the nearest item that was not itself pointed at has 1. The scores, and with
 * them the chance of a like that a person reads, stay what the ratings say.
 */
import { WISHES } from "../config/steering.ts";
import type { Wish } from "../domain/wish.ts";
import {
  addItem,
  kernel,
  zeroWeights,
  type Features,
  type Weights,
} from "../math/features.ts";
import { topK } from "../math/topk.ts";
import type { TasteContent } from "./taste-base.ts";
import { cosinesOf } from "./taste-nearest.ts";

export interface ReadWish {
  readonly weight: number;
  readonly anchors: readonly { readonly row: number; readonly share: number }[];
  /** `[N]`, NaN where an item lacks the modality; null for an item of the catalogue. */
  readonly direct: Float32Array | null;
}

/** Wishes that point at nothing here, or weigh nothing, are left out. */
export function readWishes(
  wishes: readonly Wish[],
  { rows, vectors }: Pick<TasteContent, "rows" | "vectors">,
): ReadWish[] {
  return wishes.flatMap(({ target, weight }): ReadWish[] => {
    if (weight === 0) return [];
    if (target.kind === "item") {
      const row = rows.get(target.item);
      if (row === undefined) return [];
      return [{ weight, anchors: [{ row, share: 1 }], direct: null }];
    }
    const cosines = cosinesOf(vectors[target.modality], target.vector);
    return [{ weight, ...nearTo(cosines) }];
  });
}

/** @param cosines `[N]`, NaN where an item lacks the modality */
function nearTo(cosines: Float32Array): Omit<ReadWish, "weight"> {
  const there = [...cosines.keys()].filter((i) => !Number.isNaN(cosines[i]));
  const at = (i: number | undefined): number => cosines[i ?? -1] ?? 0;
  const mean = there.reduce((sum, i) => sum + at(i), 0) / (there.length || 1);
  const near = topK(cosines, WISHES.anchors, there);
  const range = at(near[0]) - mean || 1;
  const direct = cosines.map((value) => (value - mean) / range);
  const shares = near.map((i) => Math.max(0, direct[i] ?? 0) ** 2);
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  const anchors = near.map((row, k) => {
    return { row, share: (shares[k] ?? 0) / total };
  });
  return { anchors, direct };
}

/** The anchors as a user, so that the scorer works out `carried` for every item at once. */
export function wishWeights(
  features: Features,
  { anchors }: ReadWish,
): Weights {
  const weights = zeroWeights(features);
  for (const { row, share } of anchors)
    addItem(weights, features, row, share / lengthOf(features, row));
  return weights;
}

/**
 * @param carried `[N]` scores of each wish's weights
 * @returns `[N]` what to add to the order, or null when nothing is wished
 */
export function liftOf(
  features: Features,
  wishes: readonly ReadWish[],
  carried: readonly Float32Array[],
): Float32Array | null {
  if (wishes.length === 0) return null;
  const n = features.fused.rows;
  const lengths = Float32Array.from({ length: n }, (_, i) =>
    lengthOf(features, i),
  );
  const lift = new Float32Array(n);
  wishes.forEach(({ weight, anchors, direct }, p) => {
    const near = carried[p]?.map((score, i) => score / (lengths[i] ?? 1));
    if (!near) return;
    const pointed = direct ? -1 : (anchors[0]?.row ?? -1);
    const best = near.reduce(
      (most, value, i) => (i === pointed ? most : Math.max(most, value)),
      0,
    );
    for (let i = 0; i < n; i += 1) {
      const by = (near[i] ?? 0) / (best || 1);
      const seen = direct?.[i] ?? NaN;
      const s = Number.isNaN(seen) ? by : (by + seen) / 2;
      lift[i] = (lift[i] ?? 0) + WISHES.reach * weight * Math.max(0, s);
    }
  });
  return lift;
}

function lengthOf(features: Features, row: number): number {
  return Math.sqrt(kernel(features, row, row)) || 1;
}
