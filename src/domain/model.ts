/**
 * What every trainable recommender is to the rest of the program: `fit`, `score`, `rank`. A model sees rows, never
 * ids; whoever calls it keeps the ids.
 */
import type { Ms } from "./brand.ts";
import type { Random } from "./random.ts";

/** Interactions as parallel columns, in the order in which they happened where the order is known. */
export interface Interactions {
  /** Users U and items N; rows run from 0. */
  readonly users: number;
  readonly items: number;
  /** `[n]` */
  readonly user: Uint32Array;
  /** `[n]` */
  readonly item: Uint32Array;
  /** `[n]` seconds since 1970, or the place in the log; null when the order is unknown. */
  readonly time: Float64Array | null;
  /** `[n]` ratings or 0/1 labels; null when every row is a like. */
  readonly value: Float32Array | null;
}

/** A knowledge graph by rows. Entity i is item i for every i below the number of items. */
export interface Triples {
  readonly entities: number;
  readonly relations: number;
  /** `[n]` each */
  readonly head: Uint32Array;
  readonly relation: Uint32Array;
  readonly tail: Uint32Array;
}

/** What is known of items beside who took them: one matrix a modality, a missing row is all zero. */
export interface ItemContent {
  readonly name: string;
  readonly columns: number;
  /** `[N, columns]`, row-major. */
  readonly values: Float32Array;
}

/** Words of items (genres, attributes) as compressed rows: item i has `word[start[i] .. start[i + 1]]`. */
export interface ItemAttributes {
  readonly name: string;
  /** Different words. */
  readonly count: number;
  /** `[N + 1]` */
  readonly start: Uint32Array;
  readonly word: Uint32Array;
}

export interface TrainingData {
  readonly interactions: Interactions;
  readonly graph: Triples | null;
  readonly content: readonly ItemContent[];
  readonly attributes?: readonly ItemAttributes[];
}

/** Who asks: a user of the training data, with what is known of the user's history (rows of items, oldest first). */
export interface UserQuery {
  readonly user: number;
  readonly history: readonly number[];
}

/** Which entity completes `(head, relation, ?)`, or `(?, relation, tail)`. */
export interface LinkQuery {
  readonly entity: number;
  readonly relation: number;
  readonly missing: "head" | "tail";
}

export interface FitProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number;
  /** The validation figure of this epoch, where one was taken; early stopping looks at nothing else. */
  readonly validation?: number;
}

export interface FitOptions {
  readonly random: Random;
  readonly signal: AbortSignal;
  /** Time that may be spent; a model stops at the next epoch's end. */
  readonly budget: Ms;
  readonly onProgress: (progress: FitProgress) => void;
  /** Higher is better; judged on validation rows only. Absent: train to the end of the budget or the last epoch. */
  readonly validate?: () => Promise<number>;
}

/**
 * A model of one kind. Tensors and buffers that it makes are its own; `dispose` frees them. A setting that is out of
 * range or data that it cannot use is a `PalateError("bad-input")` from `fit`; an aborted signal is `cancelled`.
 */
export interface Model<Query> {
  readonly name: string;
  fit(data: TrainingData, options: FitOptions): Promise<void>;
  /** `[B, N]` (or `[B, entities]`), row-major; higher is better. What was seen is not left out here. */
  score(queries: readonly Query[]): Promise<Float32Array>;
  /** The `count` best rows of each query without those that `exclude` names, best first. */
  rank(
    queries: readonly Query[],
    count: number,
    exclude: (query: Query) => readonly number[],
  ): Promise<readonly (readonly number[])[]>;
  dispose(): void;
}

export type Recommender = Model<UserQuery>;
export type LinkPredictor = Model<LinkQuery>;
