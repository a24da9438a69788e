/**
 * What of the state is kept, and where: one line a field, and the compiler demands a line for every field.
 * `kept`: in IndexedDB and cannot be made again. `snapshot`: in IndexedDB to be shown sooner, can be made again.
 * `derived`: worked out from other fields. `file`: read from the build's files. `memory`: gone with the tab.
 */
import { NO_MOMENT } from "./moment.ts";
import type { AppState } from "./state.ts";

export type Keeping = "kept" | "snapshot" | "derived" | "file" | "memory";

export const KEPT = {
  log: "kept",
  preferences: "kept",
  imported: "kept",
  versions: "kept",
  ranking: "snapshot",
  learned: "snapshot",
  reports: "snapshot",
  trying: "memory",
  moment: "memory",
  ratings: "derived",
  rows: "derived",
  movement: "derived",
  catalogue: "file",
  phase: "memory",
  engine: "memory",
  tuning: "memory",
  encoders: "memory",
  storage: "memory",
  outside: "memory",
  updateReady: "memory",
  lastAnswer: "memory",
} as const satisfies Record<keyof AppState, Keeping>;

export function initialState(preferences: AppState["preferences"]): AppState {
  return {
    phase: { is: "idle" },
    catalogue: null,
    rows: new Map(),
    log: [],
    ratings: [],
    ranking: null,
    movement: new Map(),
    learned: [],
    engine: null,
    tuning: null,
    reports: [],
    versions: [],
    imported: null,
    encoders: {},
    preferences,
    trying: null,
    moment: NO_MOMENT,
    storage: null,
    outside: 0,
    updateReady: false,
    lastAnswer: null,
  };
}
