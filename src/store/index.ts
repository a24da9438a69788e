/** The store of a real page: its engine in a worker, its database, its document. */
import type { StoreApi } from "zustand/vanilla";
import { DEFAULT_PREFERENCES } from "../config/preferences.ts";
import { workOffline } from "../device/offline.ts";
import { watchOutside } from "../device/outside.ts";
import { freshSeed } from "../device/random.ts";
import { createEngine } from "../pipeline/client.ts";
import { loadCatalogue, loadCover, loadMap } from "../pipeline/files.ts";
import { openStorage } from "../storage/storage.ts";
import { composeApp } from "./app.ts";
import {
  backendOverride,
  dressDocument,
  preferredLanguage,
} from "./document.ts";
import type { AppStore } from "./state.ts";

/** Once a page. The engine's worker starts here and loads while React renders; then call `actions.open()`. */
export function createApp(): StoreApi<AppStore> {
  const base = new URL(document.baseURI);
  const store = composeApp({
    createEngine,
    storage: openStorage(),
    defaults: {
      ...DEFAULT_PREFERENCES,
      language: preferredLanguage(navigator.languages),
      seed: freshSeed(),
    },
    files: {
      catalogue: () => loadCatalogue(base),
      cover: () => loadCover(base),
      map: () => loadMap(base),
    },
    opening: {
      override: backendOverride(document.location.href),
      watchOutside,
    },
    workOffline,
  });
  dressDocument(document.documentElement, store);
  return store;
}
