/**
 * Ranking metrics of one user, as functions of the ranks of the relevant items. Ranks run from 1; tied items all
 * stand at the mean of the places that they share, so that an order given to ties by chance or by id earns nothing.
 */

export interface Ranks {
  /** Of the relevant items, ascending; halves where items tie. */
  readonly ranks: ArrayLike<number>;
  /** Items that were ranked, the relevant ones included. */
  readonly candidates: number;
}

function hitsOf({ ranks }: Ranks, k: number): number {
  let hits = 0;
  while (hits < ranks.length && (ranks[hits] ?? Infinity) <= k) hits += 1;
  return hits;
}

/** HR@k: is any relevant item among the first k? (Deshpande & Karypis 2004, "hit rate".) */
export function hitRate(user: Ranks, k: number): number {
  return hitsOf(user, k) > 0 ? 1 : 0;
}

/** Recall@k: found of all relevant (Herlocker et al. 2004, section 4.2). */
export function recall(user: Ranks, k: number): number {
  const relevant = user.ranks.length;
  return relevant === 0 ? 0 : hitsOf(user, k) / relevant;
}

/** Precision@k: relevant of the k shown (Herlocker et al. 2004, section 4.2). */
export function precision(user: Ranks, k: number): number {
  return hitsOf(user, k) / k;
}

/**
 * NDCG@k with gain 1 and discount log2(rank + 1), over what the best list would reach (Jarvelin & Kekalainen 2002,
 * in the form of Burges et al. 2005, which LightGCN and SASRec report).
 */
export function ndcg(user: Ranks, k: number): number {
  const relevant = user.ranks.length;
  if (relevant === 0) return 0;
  let gain = 0;
  const hits = hitsOf(user, k);
  for (let i = 0; i < hits; i += 1)
    gain += 1 / Math.log2((user.ranks[i] ?? 0) + 1);
  let ideal = 0;
  for (let place = 1; place <= Math.min(relevant, k); place += 1)
    ideal += 1 / Math.log2(place + 1);
  return gain / ideal;
}

/** MRR@k: one over the rank of the first relevant item (Voorhees 1999), 0 beyond k. */
export function reciprocalRank(user: Ranks, k: number): number {
  const first = user.ranks[0] ?? Infinity;
  return first <= k ? 1 / first : 0;
}

/** MAP@k: mean of the precision at each hit, over min(k, relevant) (Buckley & Voorhees 2000). */
export function averagePrecision(user: Ranks, k: number): number {
  const relevant = user.ranks.length;
  if (relevant === 0) return 0;
  let sum = 0;
  const hits = hitsOf(user, k);
  for (let i = 0; i < hits; i += 1) sum += (i + 1) / (user.ranks[i] ?? 1);
  return sum / Math.min(k, relevant);
}

/** AUC: share of pairs (relevant, other) in the right order, half for ties (Mann & Whitney 1947; Hanley & McNeil 1982). */
export function rankAuc({ ranks, candidates }: Ranks): number {
  const relevant = ranks.length;
  const others = candidates - relevant;
  if (relevant === 0 || others === 0) return 0.5;
  let below = 0;
  for (let i = 0; i < relevant; i += 1) below += candidates - (ranks[i] ?? 0);
  return (below - (relevant * (relevant - 1)) / 2) / (relevant * others);
}
