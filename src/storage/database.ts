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
  // A newer Palate in another tab wants to upgrade: make way, later calls here say "reload".
  database.on("versionchange", () => {
    database.close({ disableAutoOpen: true });
  });
  await guarded("Opening the database", () => database.open());
  // Dexie adds the declared stores as properties; the schema above and `Tables` are the same list.
  return database as Database;
}
