/** Diversity by maximal marginal relevance. */

/**
 * Orders candidates by `(1 - diversity) * relevance - diversity * (largest similarity to those chosen)`:
 * Carbonell & Goldstein 1998, eq. 1 with lambda = 1 - diversity. Where candidates have groups, the share of
 * those chosen that are of a candidate's own group counts against it too, so that no group crowds the rest out.
 *
 * @param relevance `[n]` in [0, 1] or any scale comparable with the similarity
 * @param similarity between two candidates, in [0, 1]
 * @param crowd the group of each candidate `[n]`, and what a share of 1 costs, in units of relevance
 * @returns positions into `relevance`, best first
 */
export function mmr(
  relevance: ArrayLike<number>,
  similarity: (a: number, b: number) => number,
  diversity: number,
  count: number,
  crowd: { readonly group: readonly unknown[]; readonly cost: number } = {
    group: [],
    cost: 0,
  },
): number[] {
  const left = new Set(Array.from({ length: relevance.length }, (_, i) => i));
  const nearest = new Float64Array(relevance.length);
  const chosen: number[] = [];
  const ofGroup = new Map<unknown, number>();
  while (chosen.length < count && left.size > 0) {
    let best = -1;
    let bestValue = -Infinity;
    for (const i of left) {
      const share =
        (ofGroup.get(crowd.group[i]) ?? 0) / Math.max(chosen.length, 1);
      const value =
        (1 - diversity) * (relevance[i] ?? 0) -
        diversity * (nearest[i] ?? 0) -
        crowd.cost * share;
      if (value > bestValue) {
        best = i;
        bestValue = value;
      }
    }
    if (best < 0) break;
    left.delete(best);
    chosen.push(best);
    const group = crowd.group[best];
    ofGroup.set(group, (ofGroup.get(group) ?? 0) + 1);
    for (const i of left)
      nearest[i] = Math.max(nearest[i] ?? 0, similarity(i, best));
  }
  return chosen;
}
