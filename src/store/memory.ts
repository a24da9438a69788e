/** Reads everything that is kept into the state at once: when the page opens, and after a restore or an undo. */
import type { Desk } from "./desk.ts";
import type { Ratings } from "./ratings.ts";
import { coverRanking } from "./cover.ts";
import type { InForce } from "./in-force.ts";

export class Memory {
  readonly #desk: Desk;
  readonly #ratings: Ratings;
  readonly #inForce: InForce;

  constructor(desk: Desk, ratings: Ratings, inForce: InForce) {
    this.#desk = desk;
    this.#ratings = ratings;
    this.#inForce = inForce;
  }

  /** Preferences, log and reports, and the list that was shown last. */
  async recall(): Promise<void> {
    const { log, settings, snapshots, versions } = await this.#desk.storage;
    const [preferences, entries, list, reports, imported, made] =
      await Promise.all([
        settings.changePreferences({}, this.#desk.defaults),
        log.read(),
        snapshots.read("list"),
        snapshots.read("reports"),
        settings.readImported(),
        versions.read(),
      ]);
    this.#ratings.show(entries);
    this.#desk.set({
      preferences,
      reports: reports?.value ?? [],
      versions: made,
      imported: imported?.summary ?? null,
      learned: list?.value.learned ?? [],
      ranking: list?.value.ranking ?? null,
      movement: new Map(),
      lastAnswer: null,
    });
  }

  /** What a newcomer sees before any engine, when there is no list from before. */
  async showCover(): Promise<void> {
    const { ranking, ratings, imported } = this.#desk.get();
    if (ranking !== null || ratings.length > 0 || imported !== null) return;
    const cover = coverRanking(await this.#desk.files.cover());
    // The engine may have been faster, and knows better.
    if (this.#desk.get().ranking === null) this.#desk.set({ ranking: cover });
  }

  /** Gives the engine the adapter that this log led to, else the one that was brought along. */
  async teachEngine(): Promise<void> {
    const { settings, snapshots } = await this.#desk.storage;
    const [own, imported] = await Promise.all([
      snapshots.read("adapter"),
      settings.readImported(),
    ]);
    if (own !== undefined) {
      const current = own.logPosition === this.#desk.view().logPosition;
      await this.#inForce.resume(own.value.file, current);
    } else if (imported !== undefined) {
      await this.#inForce.bring(imported.file);
    }
  }
}
