/** What the engine answers: an ordered list, and why each item stands where it stands. */
import type { Ms } from "./brand.ts";
import type { ItemId } from "./item.ts";
import type { Modality } from "./modality.ts";
import type { LogPosition } from "./rating.ts";

export interface Ranked {
  readonly item: ItemId;
  /** Probability of a like, `sigmoid(u^T W f_i + b_i + b)`, in (0, 1). */
  readonly score: number;
  /** Place by score before diversity moved it, from 0. */
  readonly rank: number;
}

export interface Ranking {
  readonly items: readonly Ranked[];
  readonly logPosition: LogPosition;
  /** Time from request to the ordered list, inside the engine. */
  readonly took: Ms;
  /** `fold-in` answers a click at once; `adapter` follows when the fine-tune is done; `cover` before any like. */
  readonly by: "cover" | "fold-in" | "adapter";
}

/** One step of a path through the graph: `from` --label--> `to`, already in words. */
export interface PathStep {
  readonly from: string;
  readonly label: string;
  readonly to: string;
}

/** What one rating does for an item's score. */
export interface RatingPart {
  readonly item: ItemId;
  /** Signed part of all ratings' absolute contributions, in [-1, 1]. */
  readonly share: number;
  /** Logits that it adds, the other ratings as they are; see `Explanation.rest`. */
  readonly adds: number;
  /** The modality through which most of that comes. */
  readonly through: Modality;
  /**
   * Logits that the score loses when the rating is taken back and the others are weighed anew, in the metric
   * in force. Less than `adds` where another rating says the same. Worked out for the first few only.
   */
  readonly loses?: number;
}

/**
 * Why one item is where it is. Contributions are in logits and sum to `logit` in two ways: by modality and
 * `prior`; and by rating, `rest` and `prior`.
 */
export interface Explanation {
  readonly item: ItemId;
  readonly score: number;
  readonly logit: number;
  /** Exact share of each modality (the fusion is linear in z), the wide graph block counted under `graph`. */
  readonly byModality: Readonly<Record<Modality, number>>;
  /** Everything that does not depend on the item's content: biases and steering. */
  readonly prior: number;
  /** Rated items that carry the score most, largest share first; positive carries it, negative holds it back. */
  readonly byRating: readonly RatingPart[];
  /** Logits of what a fine-tune takes for granted: unrated items stand in as slightly disliked. */
  readonly rest: number;
  /** What the wishes of the moment add to its place, in score units; no part of `logit`. */
  readonly lift: number;
  /** Shortest meaningful paths from liked items to this one, best first. */
  readonly paths: readonly {
    readonly from: ItemId;
    readonly steps: readonly PathStep[];
  }[];
}

/** Where an item stands in a list that was really ranked. */
export interface Standing {
  /** Place in the list as a person sees it, from 1; null when the list ends before it. */
  readonly place: number | null;
  /** Probability of a like. */
  readonly score: number;
  readonly logit: number;
}

/** The same list ranked twice: as it is, and with one rating taken out. */
export interface Counterfactual {
  readonly item: ItemId;
  readonly without: ItemId;
  /** Length of the lists that were ranked. */
  readonly length: number;
  readonly now: Standing;
  readonly otherwise: Standing;
}

/** A concept that the ratings speak for or against, for the strip above the list. */
export interface LearnedConcept {
  readonly concept: string;
  readonly label: string;
  /** Strength in [-1, 1]; negative means less. */
  readonly strength: number;
}
