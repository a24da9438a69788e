/**
 * The engine's door: everything the page can ask of the model. The implementation lives in a worker that
 * owns the one GPUDevice; `createEngine` (./client.ts) gives the page a proxy with the same shape.
 *
 * The engine holds no truth. Every call carries the ratings it should answer for, so that a restarted
 * engine (device lost, worker crashed) answers the same.
 */
import type {
  AdapterSummary,
  MergeManner,
  TuneReport,
} from "../domain/adapter.ts";
import type { Bytes } from "../domain/brand.ts";
import type { DownloadProgress, EncoderReport } from "../domain/encoder.ts";
import type { ItemId } from "../domain/item.ts";
import type { EncodedModality } from "../domain/modality.ts";
import type {
  Counterfactual,
  Explanation,
  LearnedConcept,
  Ranking,
} from "../domain/ranking.ts";
import type { LogPosition, Rating } from "../domain/rating.ts";
import type { Backend, ConceptSteering, Steering } from "../domain/settings.ts";
import type { Readable, Wish } from "../domain/wish.ts";

export type { AdapterSummary, TuneReport } from "../domain/adapter.ts";
export type { DownloadProgress, EncoderReport } from "../domain/encoder.ts";
export type { Backend } from "../domain/settings.ts";

/** What really runs, for the page's pill, Settings and `<html data-backend data-adapter>`. */
export interface EngineReport {
  readonly backend: Backend;
  /** The GPU's own name, or "wasm". */
  readonly adapter: string;
  /** True for an adapter that is emulated on the CPU. */
  readonly software: boolean;
  readonly features: readonly string[];
  /** Why WebGPU is not used, in words, when it is not. */
  readonly fallback?: string;
  readonly baseHash: string;
  readonly catalogueHash: string;
  /** GPU memory held by the model's matrices and pooled buffers. */
  readonly memory: Bytes;
}

/** Everything that a list depends on; the same view gives the same list. */
export interface TasteView {
  readonly ratings: readonly Rating[];
  readonly logPosition: LogPosition;
  readonly steering: Steering;
  readonly concepts: ConceptSteering;
  readonly seed: number;
  /** Wishes of the moment; they turn the order and teach nothing. */
  readonly wishes?: readonly Wish[];
  /** Items that are not wanted now; left out of the list and of nothing else. */
  readonly notNow?: readonly ItemId[];
}

export interface TuneProgress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
}

/** Several adapters as one file, not yet in force. */
export interface MergeReport {
  readonly file: Uint8Array;
  readonly ratings: number;
  readonly rank: number;
  /** Share of what the fine-tunes do that the merged one keeps; 1 is exact. */
  readonly kept: number;
}

export interface Engine {
  /** Loads base and catalogue vectors and takes the device. Call once, and again after a loss. */
  start(backend: "auto" | Backend, adapter?: Uint8Array): Promise<EngineReport>;
  /** What runs now, with the memory that it holds at this moment. */
  report(): Promise<EngineReport>;
  rank(view: TasteView, count: number): Promise<Ranking>;
  explain(view: TasteView, item: ItemId): Promise<Explanation>;
  /** Ranks `count` items twice, the second time without the rating of one item, and looks where another stands. */
  counterfactual(
    view: TasteView,
    item: ItemId,
    without: ItemId,
    count: number,
  ): Promise<Counterfactual>;
  learned(view: TasteView): Promise<readonly LearnedConcept[]>;
  /** Fine-tunes in the background of `rank`; a newer call or `cancelTuning` ends it with code `cancelled`. */
  tune(
    view: TasteView,
    onProgress: (progress: TuneProgress) => void,
  ): Promise<TuneReport>;
  cancelTuning(): Promise<void>;
  /** The adapter in force as a safetensors file, for export and for the snapshot. */
  exportAdapter(view: TasteView): Promise<Uint8Array>;
  /** Checks the file and makes it the prior of everything learned from here on. */
  importAdapter(file: Uint8Array): Promise<AdapterSummary>;
  /** The list that an adapter file would give, best score first; nothing changes. */
  preview(view: TasteView, file: Uint8Array, count: number): Promise<Ranking>;
  /** One adapter of several, the last one's word counting last; nothing changes until it is imported. */
  mergeAdapters(
    view: TasteView,
    files: readonly Uint8Array[],
    manner: MergeManner,
  ): Promise<MergeReport>;
  /** `[N]` probability of a like of every item, in the order of the catalogue, rated or not. */
  likings(view: TasteView): Promise<Float32Array>;
  /** Back to the base model. */
  dropAdapter(): Promise<void>;
  loadEncoder(
    modality: EncodedModality,
    backend: "auto" | Backend,
    onProgress: (progress: DownloadProgress) => void,
  ): Promise<EncoderReport>;
  /** Items nearest in meaning to the words; loads the text encoder on first use. */
  searchByMeaning(words: string, count: number): Promise<readonly ItemId[]>;
  /** `[d_m]` the unit vector of words, a picture or a sound; loads that encoder on first use. */
  read(what: Readable): Promise<Float32Array>;
  /** Reports the engine's own requests to other origins, as a running total, each time it grows. */
  watchOutside(onCount: (count: number) => void): Promise<void>;
  /** Destroys the device on purpose, for tests and for the "recover" drill in Settings. */
  loseDevice(): Promise<void>;
}
