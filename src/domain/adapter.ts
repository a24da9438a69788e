/**
 * What was learned, as a thing that a person owns: low-rank updates of named modules, the user's weights
 * that the fold-in found, and where both came from.
 */
import type { Bytes, Ms } from "./brand.ts";
import type { LogPosition } from "./rating.ts";

/** One LoRA pair: `y = W x + scale * B (A x)`, Hu et al. 2021 (arXiv 2106.09685), eq. 3. */
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

export interface Adapter {
  readonly origin: AdapterOrigin;
  readonly modules: readonly LowRank[];
  /** `[D_phi]` the user's weights: the prior mean of every later fold-in. */
  readonly user: Float32Array;
  /** `[D_phi]` user weights after the low-rank update, in the adapted space. */
  readonly adaptedUser: Float32Array;
  /** Rows of the catalogue that were rated, so that they are not recommended again. */
  readonly seen: Int32Array;
  /** How many likes and dislikes it learned from. */
  readonly ratings: number;
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

/** What an adapter file says of itself, after it was checked and taken over. */
export interface AdapterSummary {
  readonly logPosition: LogPosition;
  readonly ratings: number;
  readonly parameters: number;
  readonly bytes: Bytes;
}
