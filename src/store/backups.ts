/** The whole of what is kept: as a file, from a file, gone, and back. */
import { now } from "../device/clock.ts";
import { freshSeed } from "../device/random.ts";
import { readBackup, writeBackup, type Backup } from "../storage/backup.ts";
import { parsePreferences } from "../storage/preferences.ts";
import type { Desk } from "./desk.ts";
import type { InForce } from "./in-force.ts";
import type { Learning } from "./learning.ts";
import type { Memory } from "./memory.ts";
import type { Opening } from "./opening.ts";

export interface BackupParts {
  readonly inForce: InForce;
  readonly learning: Learning;
  readonly memory: Memory;
  readonly opening: Opening;
}

export class Backups {
  readonly #desk: Desk;
  readonly #parts: BackupParts;

  constructor(desk: Desk, parts: BackupParts) {
    this.#desk = desk;
    this.#parts = parts;
  }

  async export(): Promise<Blob> {
    const { log, settings, snapshots } = await this.#desk.storage;
    const [entries, imported, adapter] = await Promise.all([
      log.read(),
      settings.readImported(),
      snapshots.read("adapter"),
    ]);
    const current = adapter?.logPosition === this.#desk.view().logPosition;
    return writeBackup({
      madeAt: now(),
      log: entries,
      preferences: this.#desk.get().preferences,
      imported: imported ?? null,
      adapter: current ? adapter.value.file : null,
    });
  }

  /** Into an empty log the backup brings everything; into a log with ratings it brings what is missing there. */
  async restore(blob: Blob): Promise<number> {
    const backup = await readBackup(blob);
    this.#parts.learning.stop();
    const { log } = await this.#desk.storage;
    const fresh = (await log.read()).length === 0;
    const added = await log.merge(backup.log);
    if (fresh) await this.#takeRest(backup);
    await this.#startOver();
    return added;
  }

  async forget(): Promise<() => Promise<void>> {
    this.#parts.learning.stop();
    const storage = await this.#desk.storage;
    const putBack = await storage.forget();
    // A new person gets a new seed; changing nothing else writes the defaults.
    await storage.settings.changePreferences(
      { seed: freshSeed() },
      this.#desk.defaults,
    );
    await this.#startOver();
    return async () => {
      this.#parts.learning.stop();
      await putBack();
      await this.#startOver();
    };
  }

  async #takeRest({
    preferences,
    imported,
    adapter,
    log,
  }: Backup): Promise<void> {
    const { settings, snapshots } = await this.#desk.storage;
    const { defaults } = this.#desk;
    await settings.changePreferences(
      parsePreferences(preferences, defaults),
      defaults,
    );
    if (imported !== null) await settings.writeImported(imported);
    const last = log.at(-1)?.position;
    if (adapter !== null && last !== undefined) {
      await snapshots.write("adapter", last, { file: adapter });
    }
  }

  async #startOver(): Promise<void> {
    await this.#parts.inForce.drop();
    await this.#parts.memory.recall();
    await this.#parts.memory.showCover();
    await this.#parts.opening.catchUp();
    await this.#parts.opening.measureSpace();
  }
}
