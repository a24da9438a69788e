/**
 * What was learned, as a thing that a person owns: low-rank updates of named modules, the ratings that it
 * was learned from, and where both came from.
 */
import type { Bytes, Ms } from "./brand.ts";
import type { LogPosition, RatingValue } from "./rating.ts";

/** One LoRA pair: `y = x + scale * B (A x)`, Hu et al. 2021 (arXiv 2106.09685), eq. 3. */
export interface LowRank {
  /** Path of the adapted module, for example `scorer.metric`. */
  readonly module: string;
  readonly rank: number;
  readonly inputs: number;
  readonly outputs: number;
  /** `[r, in]` row-major. */
  readonly a: Float32Array;
  /** `[out, r]` row-major. */
  readonly b: Float32Array;
  /** `lora_alpha / r` */
  readonly scale: number;
}

/** Facts that decide whether an adapter fits a base, and how it was made. */
export interface AdapterOrigin {
  readonly formatVersion: 1;
  readonly baseHash: string;
  readonly catalogueHash: string;
  readonly logPosition: LogPosition;
  readonly seed: number;
  readonly encoders: readonly string[];
}

/**
 * The ratings that an adapter carries, as rows of the catalogue. They travel with it because the fold-in,
 * its uncertainty and the rule that nothing is shown twice are functions of them.
 */
export interface CarriedRatings {
  readonly rows: readonly number[];
  readonly values: readonly RatingValue[];
  /**
   * 32-bit hash of the log entry behind each rating, 0 where it came with an earlier import. By them a
   * device recognises its own log and never counts a rating twice.
   */
  readonly entries: readonly number[];
}

/** What a fine-tune found: a metric, in which the fold-in then answers for all ratings, old and new. */
export interface FineTune {
  /** The low-rank update of the metric of the fused space, `scorer.metric`. */
  readonly metric: LowRank;
  /** `[5]` log units: how much louder each block of phi speaks for this person, in the order of BLOCKS. */
  readonly gains: Float32Array;
  /** Columns of the concept block that speak louder for this person, and by how much, in log units. */
  readonly concepts: {
    readonly columns: readonly number[];
    readonly gains: Float32Array;
  };
  /** Unrated rows that count as slightly disliked. */
  readonly background: readonly number[];
}

export interface Adapter {
  readonly origin: AdapterOrigin;
  readonly carried: CarriedRatings;
  /** Null before the first fine-tune, and after one that was rolled back. */
  readonly tuned: FineTune | null;
}

/** What a fine-tune did; kept as a derived snapshot with its log position. */
export interface TuneReport {
  readonly logPosition: LogPosition;
  readonly likes: number;
  readonly dislikes: number;
  /** Mean training loss per step. */
  readonly loss: readonly number[];
  /** Leave-one-out ranking quality on the person's own likes, before and after. */
  readonly heldOut: {
    readonly metric: string;
    readonly base: number;
    readonly tuned: number;
    readonly count: number;
  };
  /** False when the held-out ranking got worse and the adapter was rolled back. */
  readonly kept: boolean;
  readonly parameters: number;
  readonly bytes: Bytes;
  readonly took: Ms;
}

/** Whose adapters are merged: `devices` of one person, where the later word counts; `people`, who may disagree. */
export type MergeManner = "devices" | "people";

/** What an adapter file says of itself, after it was checked and taken over. */
export interface AdapterSummary {
  readonly logPosition: LogPosition;
  readonly ratings: number;
  readonly parameters: number;
  readonly bytes: Bytes;
}
