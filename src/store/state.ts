/**
 * What the screen knows and what it can ask for. `ui/` reads selectors of this state and calls these
 * actions; it knows nothing of Dexie, workers or tensors.
 */
import type { Bytes, Ms } from "../domain/brand.ts";
import type { Catalogue } from "../domain/catalogue.ts";
import type { PalateError } from "../domain/errors.ts";
import type { ItemId } from "../domain/item.ts";
import type { ItemMap } from "../domain/map.ts";
import type { EncodedModality } from "../domain/modality.ts";
import type {
  Explanation,
  LearnedConcept,
  Ranking,
} from "../domain/ranking.ts";
import type {
  EntryId,
  Rating,
  RatingValue,
  StoredEntry,
} from "../domain/rating.ts";
import type { Preferences } from "../domain/settings.ts";
import type {
  AdapterSummary,
  DownloadProgress,
  EncoderReport,
  EngineReport,
  TuneProgress,
  TuneReport,
} from "../pipeline/engine.ts";

export type { Language, Preferences } from "../domain/settings.ts";

/** Where a list or a model is on its way; `done` counts up to `total` when both are known. */
export type Phase =
  | { readonly is: "idle" }
  | {
      readonly is: "busy";
      readonly what: "starting" | "ranking" | "tuning" | "recovering";
    }
  | { readonly is: "failed"; readonly error: PalateError };

/** How an item moved with the last re-ranking: places risen (positive), or `new` to the list. */
export type Movement = number | "new";

export interface EncoderState {
  readonly progress?: DownloadProgress;
  readonly report?: EncoderReport;
  readonly error?: PalateError;
}

export interface AppState {
  readonly phase: Phase;
  readonly catalogue: Catalogue | null;
  /** Row of each item in the catalogue, for constant-time look-ups. */
  readonly rows: ReadonlyMap<ItemId, number>;
  readonly log: readonly StoredEntry[];
  readonly ratings: readonly Rating[];
  readonly ranking: Ranking | null;
  readonly movement: ReadonlyMap<ItemId, Movement>;
  readonly learned: readonly LearnedConcept[];
  readonly engine: EngineReport | null;
  readonly tuning: TuneProgress | null;
  /** Fine-tunes that were made, newest last. */
  readonly reports: readonly TuneReport[];
  /** Set while an imported adapter is in force. */
  readonly imported: AdapterSummary | null;
  readonly encoders: Readonly<Partial<Record<EncodedModality, EncoderState>>>;
  readonly preferences: Preferences;
  readonly storage: {
    readonly used: Bytes;
    readonly quota: Bytes;
    readonly persisted: boolean;
  } | null;
  /** Requests that left this origin; the proof behind the pill. Counted, never assumed. */
  readonly outside: number;
  /** Time from the last rating to its list on screen. */
  readonly lastAnswer: Ms | null;
}

export interface AppActions {
  /** Reads storage, shows the first list, then starts the engine behind it. */
  open(): Promise<void>;
  rate(item: ItemId, value: RatingValue): Promise<void>;
  undo(entry: EntryId): Promise<void>;
  explain(item: ItemId): Promise<Explanation>;
  /** Items whose title or text holds the words, best first; lexical, at once, needs no encoder. */
  search(words: string): readonly ItemId[];
  searchByMeaning(words: string): Promise<readonly ItemId[]>;
  /** Where every item stands in the plane. */
  map(): Promise<ItemMap>;
  /** `[N]` probability of a like of every item, in the order of the catalogue; null before any like. */
  likings(): Promise<Float32Array | null>;
  loadEncoder(modality: EncodedModality): Promise<void>;
  setPreferences(change: Partial<Preferences>): Promise<void>;
  exportAdapter(): Promise<Blob>;
  importAdapter(file: Blob): Promise<AdapterSummary>;
  dropAdapter(): Promise<void>;
  exportBackup(): Promise<Blob>;
  /** Merges a backup file into the log; returns how many entries were new. */
  restoreBackup(file: Blob): Promise<number>;
  /** Deletes everything kept; the returned function brings it back as long as the tab lives. */
  forgetEverything(): Promise<() => Promise<void>>;
  /** Drops the device on purpose and recovers from it. */
  drillDeviceLoss(): Promise<void>;
}

/** The whole store, made once by `createApp` (./index.ts): read it by selectors, change it by `actions`. */
export type AppStore = AppState & { readonly actions: AppActions };
