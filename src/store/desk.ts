/** What every slice of the store works with: the state, the engine, the storage, and who is busy with what. */
import type { Catalogue, Cover } from "../domain/catalogue.ts";
import { PalateError, isCancelled } from "../domain/errors.ts";
import type { ItemMap } from "../domain/map.ts";
import type { Preferences } from "../domain/settings.ts";
import type { Engine, TasteView } from "../pipeline/engine.ts";
import { lastPosition } from "../storage/log.ts";
import type { Storage } from "../storage/storage.ts";
import type { AppState, Phase } from "./state.ts";

export type Activity = Extract<Phase, { is: "busy" }>["what"];

/** Of several things at once, the screen names the first of these. */
const MOST_TELLING: readonly Activity[] = [
  "recovering",
  "starting",
  "ranking",
  "tuning",
];

export interface DeskOptions {
  readonly get: () => AppState;
  readonly set: (change: Partial<AppState>) => void;
  readonly engine: Engine;
  readonly storage: Promise<Storage>;
  /** Preferences of somebody who chose nothing. */
  readonly defaults: Preferences;
  readonly files: PageFiles;
}

/** The build's files that the page itself reads. */
export interface PageFiles {
  catalogue(): Promise<Catalogue>;
  cover(): Promise<Cover>;
  map(): Promise<ItemMap>;
}

export class Desk {
  readonly get: () => AppState;
  readonly set: (change: Partial<AppState>) => void;
  readonly engine: Engine;
  readonly storage: Promise<Storage>;
  readonly defaults: Preferences;
  readonly files: PageFiles;
  /** True once the engine has started; what happens before is caught up with then. */
  running = false;
  readonly #activities: Activity[] = [];

  constructor({ get, set, engine, storage, defaults, files }: DeskOptions) {
    this.get = get;
    this.set = set;
    this.engine = engine;
    this.storage = storage;
    this.defaults = defaults;
    this.files = files;
  }

  /** Everything that the list depends on, as of now. */
  view(): TasteView {
    const { ratings, log, preferences, moment } = this.get();
    const { steering, concepts, seed } = preferences;
    return {
      ratings,
      logPosition: lastPosition(log),
      steering,
      concepts,
      seed,
      wishes: moment.wishes.map(({ id, target, weight }) => {
        return { id, target, weight };
      }),
      notNow: moment.notNow,
    };
  }

  /** Marks an activity as begun; the returned function ends it. */
  begin(what: Activity): () => void {
    this.#activities.push(what);
    this.#showPhase();
    return () => {
      const index = this.#activities.indexOf(what);
      if (index >= 0) this.#activities.splice(index, 1);
      this.#showPhase();
    };
  }

  /** Runs work that nobody waits for: a failure is shown, a cancellation is nobody's business. */
  inBackground(work: () => Promise<void>): void {
    work().catch((cause: unknown) => {
      this.fail(cause);
    });
  }

  fail(cause: unknown): void {
    if (isCancelled(cause)) return;
    this.set({ phase: { is: "failed", error: asPalateError(cause) } });
  }

  /** A failure stays on screen until something else begins. */
  #showPhase(): void {
    const what = MOST_TELLING.find((activity) =>
      this.#activities.includes(activity),
    );
    if (what !== undefined) this.set({ phase: { is: "busy", what } });
    else if (this.get().phase.is === "busy")
      this.set({ phase: { is: "idle" } });
  }
}

export function asPalateError(cause: unknown): PalateError {
  if (cause instanceof PalateError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  return new PalateError(
    "unexpected",
    message,
    "Reload the page; your ratings are kept.",
    {
      cause,
    },
  );
}
