/** The one entry of storage: opens the database and hands out a repository per kind of record. */
import { DATABASE_NAME } from "../config/storage.ts";
import type { StoredEntry } from "../domain/rating.ts";
import { openDatabase, type Database } from "./database.ts";
import { guarded } from "./failure.ts";
import { LogRepository } from "./log.ts";
import type { SettingRow, SnapshotRow } from "./schema.ts";
import { SettingsRepository } from "./settings.ts";
import { SnapshotRepository } from "./snapshots.ts";
import { VersionRepository, type VersionRow } from "./versions.ts";

/** Everything that was kept, held in memory so that "forget everything" can be undone. */
interface Remains {
  readonly log: readonly StoredEntry[];
  readonly snapshots: readonly SnapshotRow[];
  readonly settings: readonly SettingRow[];
  readonly versions: readonly VersionRow[];
}

export interface Storage {
  readonly log: LogRepository;
  readonly snapshots: SnapshotRepository;
  readonly settings: SettingsRepository;
  readonly versions: VersionRepository;
  /** Empties every table in one step; the returned function puts all of it back. */
  forget(): Promise<() => Promise<void>>;
  close(): void;
}

export async function openStorage(
  name: string = DATABASE_NAME,
): Promise<Storage> {
  const database = await openDatabase(name);
  return {
    log: new LogRepository(database),
    snapshots: new SnapshotRepository(database),
    settings: new SettingsRepository(database),
    versions: new VersionRepository(database),
    forget: async () => {
      const remains = await emptied(database);
      return () => putBack(database, remains);
    },
    close: () => {
      database.close();
    },
  };
}

function emptied(database: Database): Promise<Remains> {
  const { log, snapshots, settings, versions } = database;
  const tables = [log, snapshots, settings, versions];
  return guarded("Forgetting everything", () =>
    database.transaction("rw", tables, async () => {
      const remains = {
        log: await log.toArray(),
        snapshots: await snapshots.toArray(),
        settings: await settings.toArray(),
        versions: await versions.toArray(),
      };
      await Promise.all(tables.map((table) => table.clear()));
      return remains;
    }),
  );
}

/** Positions are kept, and what was rated since stands after them: positions are never given twice. */
function putBack(database: Database, remains: Remains): Promise<void> {
  const { log, snapshots, settings, versions } = database;
  const tables = [log, snapshots, settings, versions];
  return guarded("Bringing everything back", () =>
    database.transaction("rw", tables, async () => {
      await log.bulkPut([...remains.log]);
      await snapshots.bulkPut([...remains.snapshots]);
      await settings.bulkPut([...remains.settings]);
      await versions.bulkPut([...remains.versions]);
    }),
  );
}
