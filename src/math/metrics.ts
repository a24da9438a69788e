/** Ranking metrics on a list of hits and misses, with binary relevance. */

/**
 * NDCG@k: Jarvelin & Kekalainen 2002, with gain 1 and discount log2(place + 2), divided by what the best
 * possible list would reach.
 *
 * @param hits whether the item at each place, best first, is relevant
 * @param relevant how many relevant items there are at all
 */
export function ndcg(
  hits: readonly boolean[],
  relevant: number,
  k: number,
): number {
  if (relevant === 0) return 0;
  let gain = 0;
  let ideal = 0;
  for (let place = 0; place < k; place += 1) {
    const discount = 1 / Math.log2(place + 2);
    if (hits[place]) gain += discount;
    if (place < relevant) ideal += discount;
  }
  return gain / ideal;
}

/** The share of the relevant items that stand in the first `k` places. */
export function recall(
  hits: readonly boolean[],
  relevant: number,
  k: number,
): number {
  if (relevant === 0) return 0;
  return hits.slice(0, k).filter(Boolean).length / relevant;
}

/** 1 / (place of the first hit), 0 without one. */
export function reciprocalRank(hits: readonly boolean[]): number {
  const first = hits.indexOf(true);
  return first < 0 ? 0 : 1 / (first + 1);
}
