/** From a protocol's name and metric names to an arena. */
import { PalateError } from "../domain/errors.ts";
import {
  labelArena,
  linkArena,
  rankingArena,
  type ArenaOptions,
} from "./arenas.ts";
import type { Arena } from "./experiment.ts";
import {
  LABELS,
  LISTS,
  parseMetric,
  RANKING,
  type MetricName,
} from "./metrics/names.ts";
import type { Dataset } from "./read/dataset.ts";
import { ITEM_PROTOCOLS, type ItemProtocol } from "./split.ts";

export interface OpenOptions extends Omit<ArenaOptions, "metrics"> {
  /** Undefined: what the files say. */
  readonly protocol: string | undefined;
  readonly metrics: readonly string[] | undefined;
}

/** What the published figures of each protocol are; the first is what settings are chosen by. */
const USUAL = {
  labels: ["AUC", "F1", "Accuracy", "Precision", "Recall", "ECE"],
  ratings: ["RMSE"],
  links: ["MRR", "Hits@1", "Hits@3", "Hits@10"],
  given: ["NDCG@20", "Recall@20", "Precision@20", "Coverage@20", "Novelty@20"],
  others: ["NDCG@10", "HR@10", "Recall@20", "MRR@10", "Coverage@10"],
} as const;

export function openArena(
  data: Dataset,
  options: OpenOptions,
): { readonly arena: Arena; readonly metrics: readonly MetricName[] } {
  const { protocol = usualProtocol(data) } = options;
  const named = (
    usual: readonly string[],
    known: readonly string[],
  ): readonly MetricName[] =>
    (options.metrics ?? usual).map((text) => parseMetric(text, known));
  if (protocol === "links") {
    const metrics = named(USUAL.links, Object.keys(RANKING));
    return { arena: linkArena(data, { ...options, metrics }), metrics };
  }
  if (protocol === "labels") {
    const usual = data.values === "labels" ? USUAL.labels : USUAL.ratings;
    const metrics = named(usual, LABELS);
    return {
      arena: labelArena(data, undefined, { ...options, metrics }),
      metrics,
    };
  }
  const cut = ITEM_PROTOCOLS.find((each) => each === protocol);
  if (cut === undefined)
    throw new PalateError(
      "bad-input",
      `There is no protocol "${protocol}".`,
      `Choose from ${[...ITEM_PROTOCOLS, "labels", "links", "taste"].join(", ")}.`,
    );
  const usual = cut === "given" ? USUAL.given : USUAL.others;
  const metrics = named(usual, [...Object.keys(RANKING), ...LISTS]);
  return {
    arena: rankingArena(data, cut, { ...options, metrics }),
    metrics,
  };
}

function usualProtocol(data: Dataset): ItemProtocol | "labels" | "links" {
  const { interactions, values } = data;
  if (interactions === null) return "links";
  if (values === "labels") return "labels";
  if (interactions.is === "parts") return "given";
  return interactions.rows.time === null ? "random" : "leave-one-out";
}
