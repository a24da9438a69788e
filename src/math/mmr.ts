/** Diversity by maximal marginal relevance. */

/**
 * Orders candidates by `(1 - diversity) * relevance - diversity * (largest similarity to those chosen)`:
 * Carbonell & Goldstein 1998, eq. 1 with lambda = 1 - diversity.
 *
 * @param relevance `[n]` in [0, 1] or any scale comparable with the similarity
 * @param similarity between two candidates, in [0, 1]
 * @returns positions into `relevance`, best first
 */
export function mmr(
  relevance: ArrayLike<number>,
  similarity: (a: number, b: number) => number,
  diversity: number,
  count: number,
): number[] {
  const left = new Set(Array.from({ length: relevance.length }, (_, i) => i));
  const nearest = new Float64Array(relevance.length);
  const chosen: number[] = [];
  while (chosen.length < count && left.size > 0) {
    let best = -1;
    let bestValue = -Infinity;
    for (const i of left) {
      const value =
        (1 - diversity) * (relevance[i] ?? 0) - diversity * (nearest[i] ?? 0);
      if (value > bestValue) {
        best = i;
        bestValue = value;
      }
    }
    if (best < 0) break;
    left.delete(best);
    chosen.push(best);
    for (const i of left)
      nearest[i] = Math.max(nearest[i] ?? 0, similarity(i, best));
  }
  return chosen;
}
