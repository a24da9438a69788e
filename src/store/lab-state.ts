/** What the Lab's page knows and what it can ask for. All of it is gone with the tab: results are files. */
import type { Ms } from "../domain/brand.ts";
import type {
  LabData,
  LabEpoch,
  LabFailure,
  LabFit,
  LabProtocol,
  LabReading,
  LabResult,
  LabSetup,
  LabTable,
  LabTableChoice,
} from "../domain/lab.ts";

/** Where the data came from, so that a new worker can read it again. */
export type LabSource =
  | { readonly is: "example" }
  | {
      readonly is: "files";
      readonly files: readonly File[];
      readonly table: LabTableChoice | null;
    };

/** The curve of one fit. */
export interface LabCurve {
  readonly model: string;
  readonly seed: number;
  readonly points: readonly LabEpoch[];
}

export interface LabRun {
  readonly phase:
    "starting" | "running" | "paused" | "cancelling" | "done" | "failed";
  /** Null until the data is split. */
  readonly plan: {
    readonly protocol: LabProtocol;
    readonly metrics: readonly string[];
    readonly fits: number;
  } | null;
  readonly now: {
    readonly model: string;
    readonly seed: number;
    readonly epoch: number;
    /** 0 until the model tells. */
    readonly epochs: number;
    readonly doing: "fitting" | "ranking";
  } | null;
  readonly curves: readonly LabCurve[];
  readonly fits: readonly LabFit[];
  readonly failures: readonly LabFailure[];
  /** Null while it is not known. */
  readonly left: Ms | null;
  /** Null until the end, and for a run that had to be ended by force. */
  readonly result: LabResult | null;
  readonly error: unknown;
}

export interface LabState {
  readonly source: LabSource | null;
  /** A table that waits for its columns. */
  readonly table: LabTable | null;
  /** Files that are being read. */
  readonly reading: LabReading | null;
  readonly data: LabData | null;
  /** Why the last files were refused. */
  readonly refusal: unknown;
  /** The data set that a shared set-up was made for. */
  readonly madeFor: string | null;
  readonly setup: LabSetup;
  readonly run: LabRun | null;
}

export interface LabActions {
  takeExample(): Promise<void>;
  takeFiles(files: readonly File[]): Promise<void>;
  chooseColumns(choice: LabTableChoice): Promise<void>;
  change(change: Partial<LabSetup>): void;
  run(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  cancel(): Promise<void>;
}

export type LabStore = LabState & { readonly actions: LabActions };

export const isBusy = (run: LabRun | null): boolean =>
  run !== null && run.phase !== "done" && run.phase !== "failed";
