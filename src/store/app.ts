/** Composes the store out of its parts; knows what depends on what, and nothing of worker or document. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Preferences } from "../domain/settings.ts";
import type { Engine } from "../pipeline/engine.ts";
import type { EngineEvents } from "../pipeline/supervisor.ts";
import type { Storage } from "../storage/storage.ts";
import { Adapters } from "./adapters.ts";
import { Backups } from "./backups.ts";
import { Desk, type PageFiles } from "./desk.ts";
import { InForce } from "./in-force.ts";
import { initialState } from "./kept.ts";
import { LIST_LENGTH } from "../config/engine.ts";
import { Learning } from "./learning.ts";
import { List } from "./list.ts";
import { MapPlaces } from "./places.ts";
import { Meaning } from "./meaning.ts";
import { Memory } from "./memory.ts";
import { Moments } from "./moment.ts";
import { OfflineUse, type WorkOffline } from "./offline.ts";
import { Opening, type OpeningOptions } from "./opening.ts";
import { Ratings } from "./ratings.ts";
import { RatingsFiles } from "./ratings-files.ts";
import { WordSearch } from "./search.ts";
import { changePreferences } from "./steering.ts";
import { Trials } from "./trial.ts";
import type { AppActions, AppStore } from "./state.ts";
import { Versions } from "./versions.ts";

export interface AppParts {
  readonly createEngine: (events: EngineEvents) => Engine;
  readonly storage: Promise<Storage>;
  readonly defaults: Preferences;
  readonly files: PageFiles;
  readonly opening: OpeningOptions;
  /** Where there is a service worker to install. */
  readonly workOffline?: WorkOffline;
}

export function composeApp(parts: AppParts): StoreApi<AppStore> {
  return createStore<AppStore>((set, get) => {
    const { storage, defaults, files } = parts;
    let recovered: (() => void) | undefined;
    const engine = parts.createEngine({
      onRecovering: () => {
        recovered ??= desk.begin("recovering");
      },
      onStarted: (report) => {
        recovered?.();
        recovered = undefined;
        set({ engine: report });
      },
    });
    const desk = new Desk({ get, set, engine, storage, defaults, files });
    return {
      ...initialState(defaults),
      actions: actionsOf(desk, parts),
    };
  });
}

function actionsOf(
  desk: Desk,
  { opening: options, workOffline }: AppParts,
): AppActions {
  const list = new List(desk);
  const inForce = new InForce(desk);
  const learning = new Learning(desk, list, inForce);
  const ratings = new Ratings(desk, list, learning, inForce);
  const memory = new Memory(desk, ratings, inForce);
  const opening = new Opening(
    desk,
    { list, learning, memory, ratings },
    options,
  );
  const adapters = new Adapters(desk, list, learning, inForce);
  const backups = new Backups(desk, { inForce, learning, memory, opening });
  const versions = new Versions(desk, { list, learning, ratings, inForce });
  const files = new RatingsFiles(desk, ratings);
  const meaning = new Meaning(desk);
  const places = new MapPlaces(desk);
  const moments = new Moments(desk, list, meaning);
  const trials = new Trials(desk, list);
  const words = new WordSearch();
  const offline = new OfflineUse(desk, workOffline);
  return {
    open: async () => {
      await opening.open();
      offline.begin();
    },
    update: () => {
      offline.update();
    },
    rate: async (item, value) => void (await ratings.rateAll([item], value)),
    undo: (entry) => ratings.undoAll([entry]),
    rateAll: (items, value) => ratings.rateAll(items, value),
    undoAll: (entries) => ratings.undoAll(entries),
    explain: (item) => desk.engine.explain(desk.view(), item),
    counterfactual: (item, without) =>
      desk.engine.counterfactual(desk.view(), item, without, LIST_LENGTH),
    search: (text) => words.find(desk.get().catalogue, text),
    searchByMeaning: (text) => meaning.search(text),
    map: () => places.read(),
    likings: () => places.likings(),
    loadEncoder: (modality) => meaning.load(modality),
    setPreferences: (change) =>
      changePreferences(desk, { list, opening }, change),
    trySteering: (change) => trials.try(change),
    keepSteering: () => trials.keep(),
    putSteeringBack: () => trials.putBack(),
    previewSteering: (steering) => trials.preview(steering),
    wish: (what, name) => moments.wish(what, name),
    wishItem: (item, name, sign) => moments.wishItem(item, name, sign),
    weighWish: (id, weight) => moments.weigh(id, weight),
    dropWish: (id) => moments.drop(id),
    notNow: (item) => moments.notNow(item),
    wantAgain: (item) => moments.again(item),
    exportAdapter: () => adapters.export(),
    importAdapter: (file) => adapters.import(file),
    dropAdapter: () => adapters.drop(),
    mergeAdapters: (blobs, manner) => adapters.merge(blobs, manner),
    takeMerged: (merge) => adapters.takeMerged(merge),
    nameVersion: (id, name) => versions.rename(id, name),
    deleteVersion: (id) => versions.remove([id]),
    previewVersion: (id) => versions.preview(id),
    rollBack: (id) => versions.rollBack(id),
    forget: (entries) => versions.forget(entries),
    exportRatings: (format) => files.export(format),
    importRatings: (file) => files.import(file),
    exportBackup: () => backups.export(),
    restoreBackup: (file) => backups.restore(file),
    forgetEverything: () => backups.forget(),
    drillDeviceLoss: async () => {
      await desk.engine.loseDevice();
      // The next question finds the device gone; its answer is the recovery.
      desk.set({ engine: await desk.engine.report() });
      await list.rerank();
    },
  };
}
