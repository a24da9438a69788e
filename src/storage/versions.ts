/** Versions of the adapter: each fine-tune with its file, its figures and the ratings that it was learned from. */
import { VERSIONS_KEPT } from "../config/storage.ts";
import type { Version, VersionId } from "../domain/version.ts";
import type { Database } from "./database.ts";
import { guarded } from "./failure.ts";

/** A row of `versions`. */
export interface VersionRow extends Version {
  readonly file: Uint8Array;
}

export class VersionRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Oldest first, without their files. */
  async read(): Promise<Version[]> {
    const rows = await guarded("Reading your versions", () =>
      this.#database.versions.toArray(),
    );
    return rows.map(({ id, at, name, entries, report }) => {
      return { id, at, name, entries, report };
    });
  }

  async file(id: VersionId): Promise<Uint8Array | undefined> {
    const row = await guarded("Reading a version", () =>
      this.#database.versions.get(id),
    );
    return row?.file;
  }

  /** The oldest without a name make room. */
  add(version: Omit<VersionRow, "id">): Promise<void> {
    const { versions } = this.#database;
    return guarded("Keeping a version", () =>
      this.#database.transaction("rw", versions, async () => {
        await versions.add(version);
        const unnamed = (await versions.toArray()).filter(
          ({ name }) => name === "",
        );
        const over = Math.max(0, unnamed.length - VERSIONS_KEPT);
        await versions.bulkDelete(unnamed.slice(0, over).map(({ id }) => id));
      }),
    );
  }

  async rename(id: VersionId, name: string): Promise<void> {
    await guarded("Naming a version", () =>
      this.#database.versions.update(id, { name }),
    );
  }

  /** Takes versions away; the returned function puts them back. */
  async remove(ids: readonly VersionId[]): Promise<() => Promise<void>> {
    const { versions } = this.#database;
    const rows = await guarded("Deleting a version", () =>
      this.#database.transaction("rw", versions, async () => {
        const found = await versions.bulkGet([...ids]);
        await versions.bulkDelete([...ids]);
        return found.filter((row) => row !== undefined);
      }),
    );
    return () =>
      guarded("Bringing a version back", async () => {
        await versions.bulkPut(rows);
      });
  }
}
