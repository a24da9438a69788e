/**
 * The database's versions, oldest first. A version is never edited or deleted once people have it: a new one
 * is added with the upgrade that leads to it, and Dexie walks through all that are missing.
 */
import type { Table, Transaction } from "dexie";
import type { LogEntry, LogPosition, StoredEntry } from "../domain/rating.ts";
import type { VersionId } from "../domain/version.ts";
import type { VersionRow } from "./versions.ts";

export interface SchemaVersion {
  readonly version: number;
  /** Dexie's schema syntax; `++` counts up by itself, `&` is unique. */
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

export const SCHEMA: readonly SchemaVersion[] = [
  {
    version: 1,
    stores: {
      // Append-only: positions only grow, and an entry that is known is never taken twice.
      log: "++position, &id",
      // Derived and dispensable; each row carries the log position that it was made from.
      snapshots: "name",
      // What the person chose or brought along: preferences, an imported adapter.
      settings: "name",
    },
  },
  {
    version: 2,
    // Fine-tunes with their adapter files; unlike a snapshot, a named one is not dispensable.
    stores: { versions: "++id" },
  },
];

/** A row of `snapshots`. */
export interface SnapshotRow {
  readonly name: string;
  /** Rows of another format are ignored: they can be made again. */
  readonly format: number;
  readonly logPosition: LogPosition;
  readonly value: unknown;
}

/** A row of `settings`. */
export interface SettingRow {
  readonly name: string;
  readonly value: unknown;
}

export interface Tables {
  readonly log: Table<StoredEntry, LogPosition, LogEntry>;
  readonly snapshots: Table<SnapshotRow, string>;
  readonly settings: Table<SettingRow, string>;
  readonly versions: Table<VersionRow, VersionId, Omit<VersionRow, "id">>;
}
