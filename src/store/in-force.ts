/**
 * The adapter in force, and which one was in force over which ratings: an undo brings back the very list that
 * was there before, not a list that is learned anew.
 */
import { MIN_LIKES_TO_TUNE } from "../config/engine.ts";
import type { AdapterSummary } from "../domain/adapter.ts";
import type { Rating } from "../domain/rating.ts";
import type { Desk } from "./desk.ts";

interface Force {
  /** Null for the base model. */
  readonly file: Uint8Array | null;
  /** True when the file was learned here, and not only brought along. */
  readonly learned: boolean;
  /** The ratings that it was learned from, so that nothing needs to be learned again for them. */
  readonly ratings: string | null;
}

const BASE: Force = { file: null, learned: false, ratings: null };

/** How many states of the ratings an undo can reach at once; further back the adapter is learned again. */
const REMEMBERED = 50;

export class InForce {
  readonly #desk: Desk;
  readonly #past = new Map<string, Force>();
  #now = BASE;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** True when the adapter in force was learned from exactly the ratings in force. */
  get current(): boolean {
    return this.#now.ratings === this.#key();
  }

  /** The adapter file in force; null for the base model. */
  get file(): Uint8Array | null {
    return this.#now.file;
  }

  /** The engine has just learned this from the ratings in force. */
  learned(file: Uint8Array): void {
    this.#now = { file, learned: true, ratings: this.#key() };
  }

  /** This device's own adapter of an earlier visit; `current` when nothing was rated since. */
  async resume(file: Uint8Array, current: boolean): Promise<void> {
    await this.#put({
      file,
      learned: true,
      ratings: current ? this.#key() : null,
    });
  }

  /** A file that a person brought; what was in force before it is no past of its list. */
  async bring(file: Uint8Array): Promise<AdapterSummary> {
    const summary = await this.#desk.engine.importAdapter(file);
    this.#past.clear();
    this.#now = { file, learned: false, ratings: null };
    return summary;
  }

  async drop(): Promise<void> {
    if (this.#desk.running) await this.#desk.engine.dropAdapter();
    this.#past.clear();
    this.#now = BASE;
  }

  /** Before the ratings change: remembers what belongs to them. */
  leave(): void {
    this.#past.set(this.#key(), this.#now);
    const [oldest] = this.#past.keys();
    if (this.#past.size > REMEMBERED && oldest !== undefined)
      this.#past.delete(oldest);
  }

  /** After the ratings changed: puts back what belonged to them, when they have been in force before. */
  async arrive(): Promise<void> {
    if (!this.#desk.running) return;
    const before = this.#past.get(this.#key());
    if (before !== undefined) {
      if (before.file !== this.#now.file) await this.#return(before);
    } else if (
      this.#now.learned &&
      likes(this.#desk.get().ratings) < MIN_LIKES_TO_TUNE
    ) {
      // Too little is left to learn from, and what was learned from the rest must not stay.
      await this.#return(await this.#brought());
    }
  }

  /** Puts an earlier state in force, for the next visit too. */
  async #return(force: Force): Promise<void> {
    await this.#put(force);
    const { snapshots } = await this.#desk.storage;
    if (force.file === null || !force.learned)
      await snapshots.remove("adapter");
    else if (this.current) {
      await snapshots.write("adapter", this.#desk.view().logPosition, {
        file: force.file,
      });
    }
  }

  async #brought(): Promise<Force> {
    const { settings } = await this.#desk.storage;
    const imported = await settings.readImported();
    return { ...BASE, file: imported?.file ?? null };
  }

  async #put(force: Force): Promise<void> {
    if (force.file === null) await this.#desk.engine.dropAdapter();
    else await this.#desk.engine.importAdapter(force.file);
    this.#now = force;
  }

  #key(): string {
    return this.#desk
      .get()
      .ratings.map(({ entry }) => entry)
      .join();
  }
}

export function likes(ratings: readonly Rating[]): number {
  return ratings.filter(({ value }) => value === "like").length;
}
