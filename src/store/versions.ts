/** Versions of the model: named, deleted, looked at, and gone back to; and what is forgotten on a word. */
import { PREVIEW_LENGTH } from "../config/engine.ts";
import { now } from "../device/clock.ts";
import { freshId } from "../device/random.ts";
import type { TuneReport } from "../domain/adapter.ts";
import { PalateError } from "../domain/errors.ts";
import type { Ranking } from "../domain/ranking.ts";
import type { EntryId, LogPosition, Rating } from "../domain/rating.ts";
import type { VersionId } from "../domain/version.ts";
import type { Desk } from "./desk.ts";
import type { InForce } from "./in-force.ts";
import type { Learning } from "./learning.ts";
import type { List } from "./list.ts";
import type { Ratings } from "./ratings.ts";
import { entriesTo } from "./rewind.ts";
import type { Back } from "./state.ts";

export interface VersionParts {
  readonly list: List;
  readonly learning: Learning;
  readonly ratings: Ratings;
  readonly inForce: InForce;
}

const making = { now, freshId: () => freshId() as EntryId };

export class Versions {
  readonly #desk: Desk;
  readonly #parts: VersionParts;

  constructor(desk: Desk, parts: VersionParts) {
    this.#desk = desk;
    this.#parts = parts;
    parts.learning.onLearned = (report, file) => this.#keep(report, file);
  }

  async recall(): Promise<void> {
    const { versions } = await this.#desk.storage;
    this.#desk.set({ versions: await versions.read() });
  }

  async rename(id: VersionId, name: string): Promise<void> {
    await (await this.#desk.storage).versions.rename(id, name.trim());
    await this.recall();
  }

  async remove(ids: readonly VersionId[]): Promise<Back> {
    const back = await (await this.#desk.storage).versions.remove(ids);
    await this.recall();
    return async () => {
      await back();
      await this.recall();
    };
  }

  /** The list that this version gave when it was made: from the ratings that it carries, and no others. */
  async preview(id: VersionId): Promise<Ranking> {
    const view = {
      ...this.#desk.view(),
      ratings: [],
      logPosition: 0 as LogPosition,
    };
    return this.#desk.engine.preview(
      view,
      await this.#file(id),
      PREVIEW_LENGTH,
    );
  }

  /** Ratings and adapter as they were; ratings made since are taken back, ratings taken back since return. */
  async rollBack(id: VersionId): Promise<Back> {
    const version = this.#desk.get().versions.find((one) => one.id === id);
    const file = await this.#file(id);
    const wanted = ratingsOf(this.#desk, version?.entries ?? []);
    const { ratings: before } = this.#desk.get();
    const inForce = this.#parts.inForce.file;
    await this.#lead(wanted, file);
    return () => this.#lead(before, inForce);
  }

  /**
   * As if these had never been rated. Versions that were learned from them carry them, so those go too; the way back
   * brings both.
   */
  async forget(entries: readonly EntryId[]): Promise<Back> {
    const gone = new Set(entries);
    const { ratings: before, versions } = this.#desk.get();
    await this.#change(before.filter(({ entry }) => !gone.has(entry)));
    const tainted = versions.filter((version) =>
      version.entries.some((entry) => gone.has(entry)),
    );
    const back = await this.remove(tainted.map(({ id }) => id));
    return async () => {
      await this.#change(before);
      await back();
    };
  }

  async #keep(report: TuneReport, file: Uint8Array): Promise<void> {
    const { versions } = await this.#desk.storage;
    const entries = this.#desk.get().ratings.map(({ entry }) => entry);
    await versions.add({ at: now(), name: "", entries, report, file });
    await this.recall();
  }

  async #file(id: VersionId): Promise<Uint8Array> {
    const file = await (await this.#desk.storage).versions.file(id);
    if (file !== undefined) return file;
    throw new PalateError(
      "adapter-file",
      "This version is no longer here.",
      "Another tab deleted it; reload the page.",
    );
  }

  #change(wanted: readonly Rating[]): Promise<void> {
    const entries = entriesTo(wanted, this.#desk.get().log, making);
    return this.#parts.ratings.append(entries);
  }

  /** An adapter that does not fit is refused before anything changes. */
  async #lead(
    wanted: readonly Rating[],
    file: Uint8Array | null,
  ): Promise<void> {
    const { inForce, learning, list } = this.#parts;
    learning.stop();
    if (file !== null) await inForce.resume(file, false);
    await this.#change(wanted);
    learning.stop();
    if (file === null) await inForce.drop();
    else {
      await inForce.resume(file, true);
      const { snapshots } = await this.#desk.storage;
      const { logPosition } = this.#desk.view();
      await snapshots.write("adapter", logPosition, { file });
    }
    await list.rerank();
  }
}

/** The ratings behind entries, which the log still holds whatever happened since. */
function ratingsOf(desk: Desk, entries: readonly EntryId[]): Rating[] {
  const wanted = new Set(entries);
  return desk.get().log.flatMap((entry) => {
    if (entry.kind !== "rate" || !wanted.has(entry.id)) return [];
    const { item, value, at, id } = entry;
    return [{ item, value, at, entry: id }];
  });
}
