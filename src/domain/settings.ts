/** What a person can steer. Steering never becomes a rating. */
import type { Domain } from "./item.ts";
import type { Modality } from "./modality.ts";

export interface Steering {
  /** `s_m` of the fusion, in log units: 0 leaves a modality alone, +1 multiplies its weight by e. */
  readonly modality: Readonly<Record<Modality, number>>;
  /** MMR's 1 - lambda: 0 ranks by score alone, 1 by difference from what is already shown. */
  readonly diversity: number;
  /** Standard deviations of the posterior that Thompson sampling adds; 0 is off. */
  readonly exploration: number;
  /** Weight of unfamiliarity added to the score, in score units. */
  readonly novelty: number;
  /** Domains that are left out of the list. */
  readonly hidden: readonly Domain[];
}

/** Per-concept steering of the strip "what was learned": added to the user's score on that concept. */
export type ConceptSteering = Readonly<
  Record<string, "boost" | "quiet" | "forget">
>;

/** What computes: the GPU, or WebAssembly on the CPU. */
export type Backend = "webgpu" | "wasm";

export type Theme = "system" | "light" | "dark";
export type Language = "en" | "zh";

/** Kept in IndexedDB under one key; a missing field takes its default. */
export interface Preferences {
  readonly theme: Theme;
  readonly language: Language;
  readonly shortcuts: boolean;
  readonly backend: "auto" | Backend;
  readonly encoderBackend: "auto" | Backend;
  readonly steering: Steering;
  readonly concepts: ConceptSteering;
  /** The Lab's tour was taken or skipped. */
  readonly labToured: boolean;
  /** Seed of every random choice made for this person. */
  readonly seed: number;
}
