/** Opens the database: every write is on disk before its promise settles, so a crash loses no rating. */
import Dexie from "dexie";
import { guarded } from "./failure.ts";
import { SCHEMA, type SchemaVersion, type Tables } from "./schema.ts";

export type Database = Dexie & Tables;

export async function openDatabase(
  name: string,
  schema: readonly SchemaVersion[] = SCHEMA,
): Promise<Database> {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" });
  for (const { version, stores, upgrade } of schema) {
    const step = database.version(version).stores({ ...stores });
    if (upgrade !== undefined) step.upgrade(upgrade);
  }
  // A newer Palate in another tab wants to upgrade: make way for good, later calls here say "reload".
  // `false` keeps Dexie from its own answer, which would open the upgraded database again.
  database.on("versionchange", () => {
    database.close({ disableAutoOpen: true });
    return false;
  });
  await guarded("Opening the database", async () => {
    await database.open();
    refuseNewer(database);
  });
  // Dexie adds the declared stores as properties; the schema above and `Tables` are the same list.
  return database as Database;
}

/** Dexie opens a newer database with older code and hopes for the best; a log deserves better. */
function refuseNewer(database: Dexie): void {
  // IndexedDB's version is Dexie's times ten.
  const found = database.backendDB().version / 10;
  if (found <= database.verno) return;
  database.close({ disableAutoOpen: true });
  throw new Dexie.VersionError(
    `Version ${found} is newer than ${database.verno}.`,
  );
}
