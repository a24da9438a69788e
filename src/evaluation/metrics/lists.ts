/** What a list is like beside being right: how much of the catalogue is shown, how unknown, how varied, how fitting. */

/** An item's words (genres, attributes) with weights; null where nothing is known of the items. */
export type WordsOf = (item: number) => ArrayLike<number>;

/** Coverage@k: different items over all lists, of N (Ge et al. 2010, "catalog coverage"). */
export function coverage(
  lists: readonly (readonly number[])[],
  items: number,
): number {
  return new Set(lists.flat()).size / Math.max(1, items);
}

/**
 * Novelty@k: mean self-information -log2 p(i) in bits, p the share of training users who know the item (Zhou et al.
 * 2010, "surprisal"). An item that nobody knows counts as known to one.
 */
export function novelty(
  list: readonly number[],
  counts: ArrayLike<number>,
  users: number,
): number {
  if (list.length === 0) return 0;
  let bits = 0;
  for (const item of list)
    bits -= Math.log2(Math.max(1, counts[item] ?? 0) / Math.max(1, users));
  return bits / list.length;
}

/** Intra-list diversity@k: mean of 1 - cosine over pairs of shown items (Smyth & McClave 2001, eq. 1; Ziegler 2005). */
export function diversity(list: readonly number[], words: WordsOf): number {
  let sum = 0;
  let pairs = 0;
  list.forEach((a, place) => {
    for (const b of list.slice(place + 1)) {
      sum += 1 - cosineOfSets(words(a), words(b));
      pairs += 1;
    }
  });
  return pairs === 0 ? 0 : sum / pairs;
}

function cosineOfSets(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length === 0 || b.length === 0) return 0;
  const known = new Set(Array.from(a));
  const shared = Array.from(b).filter((word) => known.has(word)).length;
  return shared / Math.sqrt(a.length * b.length);
}

/** Weight of the history in the list's distribution, so that the divergence stays finite (Steck 2018, section 3.2). */
const SMOOTHING = 0.01;

/**
 * Miscalibration@k: KL divergence of the list's distribution over words from the history's (Steck 2018, "Calibrated
 * recommendations", eqs. 2-5). 0 is a list with the mixture of the history; lower is better.
 */
export function miscalibration(
  list: readonly number[],
  history: readonly number[],
  words: WordsOf,
): number {
  const wanted = distribution(history, words);
  const given = distribution(list, words);
  let divergence = 0;
  for (const [word, p] of wanted) {
    const q = (1 - SMOOTHING) * (given.get(word) ?? 0) + SMOOTHING * p;
    divergence += p * Math.log2(p / q);
  }
  return divergence;
}

function distribution(
  items: readonly number[],
  words: WordsOf,
): Map<number, number> {
  const shares = new Map<number, number>();
  let total = 0;
  for (const item of items) {
    const own = Array.from(words(item));
    for (const word of own)
      shares.set(word, (shares.get(word) ?? 0) + 1 / own.length);
    if (own.length > 0) total += 1;
  }
  for (const [word, share] of shares) shares.set(word, share / total);
  return shares;
}
