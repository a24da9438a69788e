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

/** Why one item is where it is. Contributions are in logits and sum to `logit`. */
export interface Explanation {
  readonly item: ItemId;
  readonly score: number;
  readonly logit: number;
  /** Exact share of each modality (the fusion is linear in z), the wide graph block counted under `graph`. */
  readonly byModality: Readonly<Record<Modality, number>>;
  /** Everything that does not depend on the item's content: biases and steering. */
  readonly prior: number;
  /** Rated items that carry the score most, largest share first; positive carries it, negative holds it back. */
  readonly byRating: readonly {
    readonly item: ItemId;
    readonly share: number;
  }[];
  /** Shortest meaningful paths from liked items to this one, best first. */
  readonly paths: readonly {
    readonly from: ItemId;
    readonly steps: readonly PathStep[];
  }[];
}

/** A concept that the ratings speak for or against, for the strip above the list. */
export interface LearnedConcept {
  readonly concept: string;
  readonly label: string;
  /** Strength in [-1, 1]; negative means less. */
  readonly strength: number;
}
