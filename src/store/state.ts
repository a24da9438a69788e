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
  Counterfactual,
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
import type { Preferences, Steering } from "../domain/settings.ts";
import type { Version, VersionId } from "../domain/version.ts";
import type { Readable } from "../domain/wish.ts";
import type {
  AdapterSummary,
  DownloadProgress,
  EncoderReport,
  EngineReport,
  MergeReport,
  TuneProgress,
  TuneReport,
} from "../pipeline/engine.ts";

import type { Moment } from "./moment.ts";
import type { Difference, Trial } from "./trial.ts";

import type { MergeManner } from "../domain/adapter.ts";
import type { RatingsFormat } from "./ratings-file.ts";

export type { Language, Preferences } from "../domain/settings.ts";

/** Takes a step back; lives as long as the tab. */
export type Back = () => Promise<void>;

export interface Merge {
  readonly report: MergeReport;
  readonly list: Ranking;
}

export interface ImportedRatings {
  readonly added: number;
  /** Rows that were here already. */
  readonly known: number;
  /** Rows whose item is not in this catalogue. */
  readonly unknown: number;
}

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
  /** Fine-tunes with their adapters, oldest first. */
  readonly versions: readonly Version[];
  /** Set while an imported adapter is in force. */
  readonly imported: AdapterSummary | null;
  readonly encoders: Readonly<Partial<Record<EncodedModality, EncoderState>>>;
  readonly preferences: Preferences;
  /** How things were before the steering that is tried out; null when all of it is kept. */
  readonly trying: Trial | null;
  /** Wishes of the moment; gone with the tab. */
  readonly moment: Moment;
  readonly storage: {
    readonly used: Bytes;
    readonly quota: Bytes;
    readonly persisted: boolean;
  } | null;
  /** Requests that left this origin; the proof behind the pill. Counted, never assumed. */
  readonly outside: number;
  /** A new version of the page is here and waits for a word. */
  readonly updateReady: boolean;
  /** Time from the last rating to its list on screen. */
  readonly lastAnswer: Ms | null;
}

export interface AppActions {
  /** Reads storage, shows the first list, then starts the engine behind it. */
  open(): Promise<void>;
  rate(item: ItemId, value: RatingValue): Promise<void>;
  undo(entry: EntryId): Promise<void>;
  /** Rates several items alike, with one new list; returns the entries, so that one act can take them back. */
  rateAll(
    items: readonly ItemId[],
    value: RatingValue,
  ): Promise<readonly EntryId[]>;
  undoAll(entries: readonly EntryId[]): Promise<void>;
  explain(item: ItemId): Promise<Explanation>;
  /** Where the item stands, and where it would stand without the rating of another one: really ranked. */
  counterfactual(item: ItemId, without: ItemId): Promise<Counterfactual>;
  /** Items whose title or text holds the words, best first; lexical, at once, needs no encoder. */
  search(words: string): readonly ItemId[];
  searchByMeaning(words: string): Promise<readonly ItemId[]>;
  /** Where every item stands in the plane. */
  map(): Promise<ItemMap>;
  /** `[N]` probability of a like of every item, in the order of the catalogue; null before any like. */
  likings(): Promise<Float32Array | null>;
  loadEncoder(modality: EncodedModality): Promise<void>;
  setPreferences(change: Partial<Preferences>): Promise<void>;
  /** The list follows at once; nothing is kept before `keepSteering`. */
  trySteering(change: Partial<Steering>): Promise<void>;
  keepSteering(): Promise<void>;
  putSteeringBack(): Promise<void>;
  /** What this steering would do to the list on screen, without doing it. */
  previewSteering(steering: Steering): Promise<Difference>;
  /** Turns the list towards words, a picture or a sound for as long as this tab lives. */
  wish(what: Readable, name: string): Promise<void>;
  /** "More like this" (1) and "less like this" (-1). */
  wishItem(item: ItemId, name: string, sign: 1 | -1): Promise<void>;
  weighWish(id: string, weight: number): Promise<void>;
  dropWish(id: string): Promise<void>;
  /** Leaves an item out of the list for as long as this tab lives. */
  notNow(item: ItemId): Promise<void>;
  /** Brings it back; without an item, all of them. */
  wantAgain(item?: ItemId): Promise<void>;
  exportAdapter(): Promise<Blob>;
  importAdapter(file: Blob): Promise<AdapterSummary>;
  dropAdapter(): Promise<void>;
  /** Several adapter files as one, this device's own ratings with them, and the list that it would give. */
  mergeAdapters(files: readonly Blob[], manner: MergeManner): Promise<Merge>;
  /** Takes a merged adapter over as it was previewed. */
  takeMerged(merge: Merge): Promise<void>;
  nameVersion(id: VersionId, name: string): Promise<void>;
  /** Deletes a version; the returned function brings it back. */
  deleteVersion(id: VersionId): Promise<Back>;
  /** The list that a version gave. */
  previewVersion(id: VersionId): Promise<Ranking>;
  /** Ratings and adapter as they were at a version; the returned function leads back. */
  rollBack(id: VersionId): Promise<Back>;
  /** As if these had never been rated, in versions too; the returned function brings them back. */
  forget(entries: readonly EntryId[]): Promise<Back>;
  exportRatings(format: RatingsFormat): Promise<Blob>;
  /** Adds what is new in a CSV or JSON file. */
  importRatings(file: Blob): Promise<ImportedRatings>;
  exportBackup(): Promise<Blob>;
  /** Merges a backup file into the log; returns how many entries were new. */
  restoreBackup(file: Blob): Promise<number>;
  /** Deletes everything kept; the returned function brings it back as long as the tab lives. */
  forgetEverything(): Promise<() => Promise<void>>;
  /** Puts the new version in force; the page loads again. */
  update(): void;
  /** Drops the device on purpose and recovers from it. */
  drillDeviceLoss(): Promise<void>;
}

/** The whole store, made once by `createApp` (./index.ts): read it by selectors, change it by `actions`. */
export type AppStore = AppState & { readonly actions: AppActions };
