/**
 * How the page comes to life: what is kept, the catalogue, a first list, and the engine behind them. Nothing
 * waits for the engine that can be shown without it.
 */
import { PalateError } from "../domain/errors.ts";
import type { ItemId } from "../domain/item.ts";
import type { Backend } from "../domain/settings.ts";
import { readSpace } from "../storage/space.ts";
import type { Desk } from "./desk.ts";
import type { Learning } from "./learning.ts";
import type { List } from "./list.ts";
import type { Memory } from "./memory.ts";
import type { Ratings } from "./ratings.ts";

export interface OpeningParts {
  readonly list: List;
  readonly learning: Learning;
  readonly memory: Memory;
  readonly ratings: Ratings;
}

export interface OpeningOptions {
  /** From the page's address; stands above the preference. */
  readonly override?: Backend | undefined;
  /** Tells of the page's own requests to other origins. */
  readonly watchOutside: (onCount: (count: number) => void) => void;
}

export class Opening {
  readonly #desk: Desk;
  readonly #parts: OpeningParts;
  readonly #options: OpeningOptions;
  #opened: Promise<void> | undefined;

  constructor(desk: Desk, parts: OpeningParts, options: OpeningOptions) {
    this.#desk = desk;
    this.#parts = parts;
    this.#options = options;
  }

  /** Once in a page's life, however often it is asked for. */
  open(): Promise<void> {
    this.#opened ??= this.#open().catch((cause: unknown) => {
      this.#desk.fail(cause);
    });
    return this.#opened;
  }

  async #open(): Promise<void> {
    const { memory } = this.#parts;
    this.#countOutside();
    const end = this.#desk.begin("starting");
    try {
      await Promise.all([this.#showCatalogue(), this.#recall()]);
      await memory.showCover();
      await this.#startEngine();
    } finally {
      end();
    }
    await this.catchUp();
    await this.measureSpace();
  }

  /** Brings engine and list to what the log says now. */
  async catchUp(): Promise<void> {
    if (!this.#desk.running) return;
    const { memory, list, learning } = this.#parts;
    await this.#teach(memory);
    await list.rerank();
    learning.schedule();
  }

  /** Starts another engine when the choice changed. */
  async restart(): Promise<void> {
    const end = this.#desk.begin("starting");
    try {
      await this.#startEngine();
    } finally {
      end();
    }
    await this.catchUp();
  }

  async #startEngine(): Promise<void> {
    await this.#desk.engine.start(this.#choice());
    this.#desk.running = true;
  }

  async measureSpace(): Promise<void> {
    this.#desk.set({ storage: await readSpace() });
  }

  /** Without its memory the page still recommends, and says what is wrong. */
  async #recall(): Promise<void> {
    try {
      await this.#parts.memory.recall();
      await this.#parts.ratings.follow();
    } catch (cause) {
      this.#desk.fail(cause);
    }
  }

  #choice(): "auto" | Backend {
    return this.#options.override ?? this.#desk.get().preferences.backend;
  }

  async #showCatalogue(): Promise<void> {
    const catalogue = await this.#desk.files.catalogue();
    const rows = new Map<ItemId, number>(
      catalogue.items.map(({ id }, row) => [id, row]),
    );
    this.#desk.set({ catalogue, rows });
  }

  /** An adapter of another base is dropped in silence: it is derived, and made again from the log. */
  async #teach(memory: Memory): Promise<void> {
    try {
      await memory.teachEngine();
    } catch (cause) {
      if (!(cause instanceof PalateError) || cause.code !== "adapter-file")
        throw cause;
      await (await this.#desk.storage).snapshots.remove("adapter");
    }
  }

  #countOutside(): void {
    const counts = { page: 0, engine: 0 };
    const show = (): void => {
      this.#desk.set({ outside: counts.page + counts.engine });
    };
    this.#options.watchOutside((count) => {
      counts.page = count;
      show();
    });
    this.#desk.inBackground(() =>
      this.#desk.engine.watchOutside((count) => {
        counts.engine = count;
        show();
      }),
    );
  }
}
