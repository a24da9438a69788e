/**
 * Where a run stops for a while or for good. A worker hears its page only between two tasks, and a model that
 * computes on the CPU never ends its task by itself: every passage through the gate lets messages in.
 */
import { LISTEN_EVERY } from "../config/lab.ts";
import { monotonic, since } from "../device/clock.ts";
import { deferred } from "../device/deferred.ts";
import { ms, type Ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import type { FitOptions, Model } from "../domain/model.ts";
import type { Recipe } from "../domain/recipe.ts";

export class Gate {
  readonly #ending = new AbortController();
  #closed: ReturnType<typeof deferred<void>> | undefined;
  #listened = monotonic();
  #paused = 0;

  /** For whoever can only ask now and then. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Time spent before a closed gate, which no budget pays for. */
  get paused(): Ms {
    return ms(this.#paused);
  }

  close(): void {
    this.#closed ??= deferred<void>();
  }

  open(): void {
    this.#closed?.resolve();
    this.#closed = undefined;
  }

  end(): void {
    this.#ending.abort();
    this.open();
  }

  /** Waits while the gate is closed. @throws PalateError `cancelled` once the run is over */
  async pass(): Promise<void> {
    if (since(this.#listened) > LISTEN_EVERY) {
      await new Promise((resolve) => setTimeout(resolve));
      this.#listened = monotonic();
    }
    if (this.#closed !== undefined) {
      const from = monotonic();
      await this.#closed.promise;
      this.#paused += since(from);
    }
    if (this.signal.aborted)
      throw new PalateError("cancelled", "The run was ended.");
  }
}

/**
 * The same recipe, whose models pass the gate before every question: a run can be paused while it validates and
 * ranks, and what a pause takes is no part of the budget.
 */
export function gatedRecipe(recipe: Recipe, gate: Gate): Recipe {
  return recipe.task === "items"
    ? {
        ...recipe,
        create: (settings, device) =>
          gated(recipe.create(settings, device), gate),
      }
    : {
        ...recipe,
        create: (settings, device) =>
          gated(recipe.create(settings, device), gate),
      };
}

function gated<Query>(model: Model<Query>, gate: Gate): Model<Query> {
  return {
    name: model.name,
    fit: async (data, options) => {
      await gate.pass();
      await model.fit(data, unhurried(options, gate));
    },
    score: async (queries) => {
      await gate.pass();
      return model.score(queries);
    },
    rank: (queries, count, exclude) => model.rank(queries, count, exclude),
    dispose: () => {
      model.dispose();
    },
  };
}

function unhurried(options: FitOptions, gate: Gate): FitOptions {
  const before = gate.paused;
  return {
    ...options,
    get budget() {
      return ms(options.budget + gate.paused - before);
    },
  };
}
