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
