/**
 * What the Lab is told and what it finds: a set-up that fits into an address, a data set in figures, and results
 * with their spread. The Lab itself is src/pipeline/lab.ts.
 */
import type { Bytes, Ms } from "./brand.ts";
import type { Need } from "./recipe.ts";
import type { Backend } from "./settings.ts";

export const LAB_PROTOCOLS = [
  "given",
  "leave-one-out",
  "global-time",
  "random",
  "labels",
  "links",
] as const;
export type LabProtocol = (typeof LAB_PROTOCOLS)[number];

/** Everything that a run depends on beside the data: the same set-up gives the same figures. */
export interface LabSetup {
  /** Names of recipes, in the order in which they run. */
  readonly models: readonly string[];
  /** Null: whatever suits the data. */
  readonly protocol: LabProtocol | null;
  /** K of `NDCG@K`. */
  readonly cut: number;
  /** Fits of each model that draws at random. */
  readonly seeds: number;
  /** Of the first fit; the next ones take the next numbers. */
  readonly seed: number;
  /** Time that one fit may take. */
  readonly budget: Ms;
  readonly backend: "auto" | Backend;
}

export interface LabModel {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly task: "items" | "links";
  readonly random: boolean;
  /** What of its needs the data does not have; empty when it can run. */
  readonly lacks: readonly Need[];
}

export interface LabMachine {
  readonly backend: Backend;
  /** The GPU's own name, or "wasm". */
  readonly adapter: string;
  readonly software: boolean;
  readonly fallback?: string | undefined;
}

export interface LabRow {
  readonly user: string;
  readonly item: string;
  readonly title: string;
  readonly value: number | null;
  readonly time: number | null;
}

/** A data set as the page shows it; the rows themselves stay in the worker. */
export interface LabData {
  readonly name: string;
  /** True for the bundled simulation. */
  readonly simulated: boolean;
  readonly users: number;
  readonly items: number;
  readonly rows: number;
  readonly parts: {
    readonly train: number;
    readonly valid: number | null;
    readonly test: number;
  } | null;
  readonly values: "none" | "ratings" | "labels";
  readonly timed: boolean;
  readonly graph: {
    readonly entities: number;
    readonly relations: number;
    readonly triples: number;
  } | null;
  /** Names of what is known of the items, such as genres. */
  readonly features: readonly string[];
  /** The first rows. */
  readonly sample: readonly LabRow[];
  readonly unused: readonly string[];
  readonly protocols: readonly LabProtocol[];
  readonly models: readonly LabModel[];
}

export interface LabReading {
  readonly read: Bytes;
  readonly total: Bytes;
}

/** Columns of a table, from 0; null where there is none. */
export interface LabColumns {
  readonly user: number;
  readonly item: number;
  readonly value: number | null;
  readonly time: number | null;
  readonly title: number | null;
}

/** The beginning of a table, to choose its columns by. */
export interface LabTable {
  readonly file: string;
  readonly separator: string;
  readonly header: boolean;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly guess: LabColumns | null;
}

export interface LabTableChoice {
  readonly file: string;
  readonly separator: string;
  readonly header: boolean;
  readonly mapping: LabColumns;
}

export interface LabEpoch {
  readonly epoch: number;
  readonly loss: number;
  /** The judging metric on validation users. */
  readonly validation: number | null;
}

/** One model fitted and ranked with one seed. */
export interface LabFit {
  readonly model: string;
  readonly seed: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly curve: readonly LabEpoch[];
  readonly fit: Ms;
  readonly rank: Ms;
}

/** What a run tells while it goes on. */
export type LabEvent =
  | {
      readonly is: "planned";
      readonly protocol: LabProtocol;
      /** In the order of the table's columns; models are ordered by the first. */
      readonly metrics: readonly string[];
      readonly fits: number;
    }
  | { readonly is: "begun"; readonly model: string; readonly seed: number }
  | {
      readonly is: "epochs";
      readonly model: string;
      readonly seed: number;
      /** Epochs that this fit will have at most. */
      readonly epochs: number;
      readonly points: readonly LabEpoch[];
    }
  | { readonly is: "ranking"; readonly model: string; readonly seed: number }
  | { readonly is: "fitted"; readonly fit: LabFit }
  | { readonly is: "failed"; readonly failure: LabFailure };

/** A model that could not be fitted; the others go on. */
export interface LabFailure {
  readonly model: string;
  readonly seed: number;
  readonly why: string;
  readonly remedy: string;
}

/** How much better the first model is than the second, over the same cases (paired bootstrap; a case counts its mean over seeds). */
export interface LabLead {
  readonly metric: string;
  readonly first: string;
  readonly second: string;
  readonly gain: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly cases: number;
}

export interface LabResult {
  readonly setup: LabSetup;
  readonly protocol: LabProtocol;
  readonly metrics: readonly string[];
  readonly fits: readonly LabFit[];
  readonly failures: readonly LabFailure[];
  /** Null where fewer than two models were ranked. */
  readonly lead: LabLead | null;
  readonly machine: LabMachine;
  /** What was cut and asked, in words. */
  readonly facts: readonly string[];
  /** False when somebody ended it before all was fitted. */
  readonly whole: boolean;
}
