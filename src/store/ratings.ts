/** Ratings: into the log first, then on screen, then to the engine. What other tabs rate comes in the same way. */
import { now, monotonic } from "../device/clock.ts";
import { freshId } from "../device/random.ts";
import type { Ms } from "../domain/brand.ts";
import type { ItemId } from "../domain/item.ts";
import {
  ratingsInForce,
  type EntryId,
  type LogEntry,
  type RatingValue,
  type StoredEntry,
} from "../domain/rating.ts";
import { lastPosition } from "../storage/log.ts";
import { askToPersist } from "../storage/space.ts";
import type { Desk } from "./desk.ts";
import type { InForce } from "./in-force.ts";
import type { Learning } from "./learning.ts";
import type { List } from "./list.ts";

export class Ratings {
  readonly #desk: Desk;
  readonly #list: List;
  readonly #learning: Learning;
  readonly #inForce: InForce;

  constructor(desk: Desk, list: List, learning: Learning, inForce: InForce) {
    this.#desk = desk;
    this.#list = list;
    this.#learning = learning;
    this.#inForce = inForce;
  }

  async rateAll(
    items: readonly ItemId[],
    value: RatingValue,
  ): Promise<readonly EntryId[]> {
    const entries = items.map((item) => {
      const id = freshId() as EntryId;
      return { kind: "rate", id, at: now(), item, value } as const;
    });
    await this.#append(entries);
    // Browsers grant this more willingly to a page that is used; a refusal changes nothing.
    this.#desk.inBackground(async () => void (await askToPersist()));
    return entries.map(({ id }) => id);
  }

  async undoAll(targets: readonly EntryId[]): Promise<void> {
    await this.#append(
      targets.map((target) => {
        const id = freshId() as EntryId;
        return { kind: "undo", id, at: now(), target } as const;
      }),
    );
  }

  /** Several entries in one step: the list answers once, when the last one is in the log. */
  async append(entries: readonly LogEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { log } = await this.#desk.storage;
    await log.appendAll(entries);
    await this.#take(await log.read());
  }

  /** Shows a log without asking the engine anything yet. */
  show(log: readonly StoredEntry[]): void {
    this.#desk.set({ log, ratings: ratingsInForce(log) });
  }

  /** Follows the log for as long as the page lives, whoever writes it. */
  async follow(): Promise<void> {
    const { log } = await this.#desk.storage;
    log.subscribe((changed) => {
      this.#desk.inBackground(() => this.#take(changed));
    });
  }

  /** One list answers for all of them. */
  async #append(entries: readonly LogEntry[]): Promise<void> {
    const asked = monotonic();
    const { log } = await this.#desk.storage;
    const stored: StoredEntry[] = [];
    for (const entry of entries) stored.push(await log.append(entry));
    const known = this.#desk.get().log;
    // The subscription may have told of them already.
    const told = new Set(known.map(({ id }) => id));
    const fresh = stored.filter(({ id }) => !told.has(id));
    if (fresh.length > 0) this.#change([...known, ...fresh], asked);
  }

  async #take(changed: readonly StoredEntry[]): Promise<void> {
    if (sameLog(changed, this.#desk.get().log)) return;
    // A reading that is behind what is shown may be older than our own last entry: look again.
    const behind = lastPosition(changed) < lastPosition(this.#desk.get().log);
    const latest = behind
      ? await (await this.#desk.storage).log.read()
      : changed;
    if (sameLog(latest, this.#desk.get().log)) return;
    this.#change(latest, monotonic());
  }

  #change(log: readonly StoredEntry[], asked: Ms): void {
    this.#inForce.leave();
    this.show(log);
    this.#learning.stop();
    this.#desk.inBackground(async () => {
      await this.#inForce.arrive();
      this.#learning.schedule();
      await this.#list.rerank(asked);
    });
  }
}

/** Positions are never given twice, so the last one and the length tell two readings of one log apart. */
function sameLog(
  left: readonly StoredEntry[],
  right: readonly StoredEntry[],
): boolean {
  return (
    left.length === right.length && lastPosition(left) === lastPosition(right)
  );
}
