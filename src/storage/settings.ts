/** What the person chose (preferences) or brought along (an adapter file of another device). */
import type { AdapterSummary } from "../domain/adapter.ts";
import type { Preferences } from "../domain/settings.ts";
import type { Database } from "./database.ts";
import { guarded } from "./failure.ts";
import { parsePreferences } from "./preferences.ts";

/** An adapter file that is the prior of everything learned since. Not derived: it cannot be made again. */
export interface Imported {
  readonly file: Uint8Array;
  readonly summary: AdapterSummary;
}

export class SettingsRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** What was kept over what is usual: a missing or damaged field takes its default. */
  async readPreferences(defaults: Preferences): Promise<Preferences> {
    return parsePreferences(await this.#read("preferences"), defaults);
  }

  /** Changes only what is named, on top of what another tab may have changed meanwhile. */
  changePreferences(
    change: Partial<Preferences>,
    defaults: Preferences,
  ): Promise<Preferences> {
    const { settings } = this.#database;
    return guarded("Saving your settings", () =>
      this.#database.transaction("rw", settings, async () => {
        const row = await settings.get("preferences");
        const value = { ...parsePreferences(row?.value, defaults), ...change };
        await settings.put({ name: "preferences", value });
        return value;
      }),
    );
  }

  async readImported(): Promise<Imported | undefined> {
    return (await this.#read("imported")) as Imported | undefined;
  }

  async writeImported(value: Imported): Promise<void> {
    await this.#write("imported", value);
  }

  async removeImported(): Promise<void> {
    await guarded("Dropping the imported adapter", () =>
      this.#database.settings.delete("imported"),
    );
  }

  async #read(name: string): Promise<unknown> {
    const row = await guarded("Reading your settings", () =>
      this.#database.settings.get(name),
    );
    return row?.value;
  }

  async #write(name: string, value: unknown): Promise<void> {
    await guarded("Saving your settings", () =>
      this.#database.settings.put({ name, value }),
    );
  }
}
