/**
 * What can be asked of adapters that are not in force: the list that one would give, and one made of several. On plain
 * arrays, so that the list on screen, and what the GPU holds for it, are left alone.
 */
import { monotonic, since } from "../device/clock.ts";
import type { Adapter, MergeManner } from "../domain/adapter.ts";
import type { Ranking } from "../domain/ranking.ts";
import { scoreOf, type Features } from "../math/features.ts";
import { topK } from "../math/topk.ts";
import { mergeAdapters } from "../stages/adapters/merge.ts";
import { readAdapter } from "../stages/adapters/read.ts";
import { writeAdapter } from "../stages/adapters/write.ts";
import type { MergeReport, TasteView } from "./engine.ts";
import type { TasteContent } from "./taste-base.ts";
import { mergeHistory } from "./taste-history.ts";
import { probability } from "./taste-rank.ts";
import { Users } from "./taste-users.ts";

/** What the model stands on. */
export interface Ground {
  readonly content: TasteContent;
  readonly features: Features;
}

function read(file: Uint8Array, { base, baseHash, catalogue }: TasteContent) {
  return readAdapter(file, {
    baseHash,
    catalogueHash: catalogue.hash,
    items: catalogue.items.length,
    dimensions: base.aligned.text.columns,
    concepts: base.concepts.columns,
  });
}

/** The best unrated items under an adapter, by score alone. */
export function previewOf(
  { content, features }: Ground,
  view: TasteView,
  file: Uint8Array,
  count: number,
): Ranking {
  const start = monotonic();
  const adapter = read(file, content);
  const history = mergeHistory(view, adapter, content.rows);
  const { weights } = new Users().of(features, history, adapter.tuned);
  const { items } = content.catalogue;
  const scores = items.map((_, row) => scoreOf(weights, features, row));
  const rated = new Set(history.rows);
  const hidden = new Set(view.steering.hidden);
  const open = items.flatMap(({ domain }, row) =>
    rated.has(row) || hidden.has(domain) ? [] : [row],
  );
  const best = topK(scores, count, open);
  return {
    items: best.flatMap((row, rank) => {
      const item = items[row];
      const score = probability(scores[row] ?? 0);
      return item ? [{ item: item.id, score, rank }] : [];
    }),
    logPosition: view.logPosition,
    took: since(start),
    by: adapter.tuned ? "adapter" : "fold-in",
  };
}

/** Checks every file and makes one adapter of all of them. */
export function mergedFile(
  { content }: Ground,
  view: TasteView,
  files: readonly Uint8Array[],
  manner: MergeManner,
): MergeReport {
  const adapters = files.map((file) => read(file, content));
  const own = mergeHistory(view, null, content.rows);
  const { adapter, kept } = mergeAdapters(
    adapters,
    manner,
    originOf(content, view),
    new Set(own.entries),
  );
  return {
    file: writeAdapter(adapter),
    ratings: adapter.carried.rows.length,
    rank: adapter.tuned?.metric.rank ?? 0,
    kept,
  };
}

function originOf(
  { base, baseHash, catalogue }: TasteContent,
  { logPosition, seed }: TasteView,
): Adapter["origin"] {
  return {
    formatVersion: 1,
    baseHash,
    catalogueHash: catalogue.hash,
    logPosition,
    seed,
    encoders: base.encoders,
  };
}
