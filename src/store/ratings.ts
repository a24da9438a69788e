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

  async rate(item: ItemId, value: RatingValue): Promise<void> {
    await this.#append({
      kind: "rate",
      id: freshId() as EntryId,
      at: now(),
      item,
      value,
    });
    // Browsers grant this more willingly to a page that is used; a refusal changes nothing.
    this.#desk.inBackground(async () => void (await askToPersist()));
  }

  async undo(target: EntryId): Promise<void> {
    await this.#append({
      kind: "undo",
      id: freshId() as EntryId,
      at: now(),
      target,
    });
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

  async #append(entry: LogEntry): Promise<void> {
    const asked = monotonic();
    const { log } = await this.#desk.storage;
    const stored = await log.append(entry);
    const known = this.#desk.get().log;
    // The subscription may have told of it already.
    if (known.some(({ id }) => id === stored.id)) return;
    this.#change([...known, stored], asked);
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
