/** From scores to the list that a person sees: what may be shown, what is new to them, and what differs. */
import { CALIBRATION, RANKING } from "../config/taste.ts";
import { DOMAINS, type Item, type ItemId } from "../domain/item.ts";
import type { Ranked, Ranking, Standing } from "../domain/ranking.ts";
import type { Steering } from "../domain/settings.ts";
import { kernel, type Features } from "../math/features.ts";
import { mmr } from "../math/mmr.ts";
import { sigmoid } from "../math/scalar.ts";
import { topK } from "../math/topk.ts";

/** A list with what it was made from. */
export interface Listed {
  readonly items: Ranking["items"];
  /** `[N]`; null before anything was learned. */
  readonly scores: Float32Array | null;
  readonly by: Ranking["by"];
}

/** Where one item stands in a list. */
export function standingIn(
  { items, scores }: Listed,
  item: ItemId,
  row: number,
): Standing {
  const place = items.findIndex((ranked) => ranked.item === item);
  const score = scores?.[row] ?? 0;
  return {
    place: place < 0 ? null : place + 1,
    score: probability(score),
    logit: logitAt(score),
  };
}

export interface Shown {
  readonly items: readonly Item[];
  readonly features: Features;
  /** Rows that were rated, or are not wanted now. */
  readonly seen: ReadonlySet<number>;
  readonly steering: Steering;
  /** `[N]` what wishes of the moment add to the order. */
  readonly lift: Float32Array | null;
}

function logitAt(score: number): number {
  return CALIBRATION.gain * score + CALIBRATION.offset;
}

export function probability(score: number): number {
  return sigmoid(logitAt(score));
}

/**
 * @param scores `[N]` posterior mean, which the shown probability comes from
 * @param order `[N]` what to order by: the same, or a draw from the posterior
 */
export function listOf(
  { items, features, seen, steering, lift }: Shown,
  scores: Float32Array,
  order: Float32Array,
  count: number,
): Ranked[] {
  const hidden = new Set(steering.hidden);
  const wished = order.map(
    (score, row) =>
      score +
      steering.novelty * (1 - (items[row]?.familiarity ?? 0)) +
      (lift?.[row] ?? 0),
  );
  const open = items.flatMap((item, row) =>
    seen.has(row) || hidden.has(item.domain) ? [] : [row],
  );
  const pool = candidates(items, wished, open, count);
  const best = wished[pool[0] ?? 0] ?? 0;
  const worst = wished[pool.at(-1) ?? 0] ?? 0;
  const range = best - worst || 1;
  const relevance = pool.map((row) => ((wished[row] ?? 0) - worst) / range);
  const lengths = pool.map((row) => Math.sqrt(kernel(features, row, row)) || 1);
  const similarity = (a: number, b: number): number =>
    kernel(features, pool[a] ?? 0, pool[b] ?? 0) /
    ((lengths[a] ?? 1) * (lengths[b] ?? 1));
  const places =
    steering.diversity > 0
      ? mmr(relevance, similarity, steering.diversity, count, {
          group: pool.map((row) => items[row]?.domain),
          cost: RANKING.crowding * steering.diversity,
        })
      : pool.slice(0, count).map((_, place) => place);
  return places.flatMap((place) => {
    const row = pool[place] ?? 0;
    const item = items[row];
    if (!item) return [];
    return [
      { item: item.id, score: probability(scores[row] ?? 0), rank: place },
    ];
  });
}

/** The best rows of all and the best of each domain, best first: a domain that is liked has kin in others. */
function candidates(
  items: readonly Item[],
  wished: ArrayLike<number>,
  open: readonly number[],
  count: number,
): number[] {
  const each = Math.ceil(count * RANKING.poolOfDomain);
  const best = new Set(topK(wished, count * RANKING.pool, open));
  for (const domain of DOMAINS) {
    const own = open.filter((row) => items[row]?.domain === domain);
    for (const row of topK(wished, each, own)) best.add(row);
  }
  return topK(wished, best.size, best);
}
