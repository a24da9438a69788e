/**
 * Derived things that are kept only to be shown or used again sooner. Each carries the log position that it was
 * made from; losing one costs time and nothing else.
 */
import type { TuneReport } from "../domain/adapter.ts";
import type { LearnedConcept, Ranking } from "../domain/ranking.ts";
import type { LogPosition } from "../domain/rating.ts";
import type { Database } from "./database.ts";
import { guarded } from "./failure.ts";

/** Grows whenever a value's shape changes; rows of another format are ignored and written anew. */
const FORMAT = 1;

export interface Snapshots {
  /** The list shown last, with the strip above it. */
  readonly list: {
    readonly ranking: Ranking;
    readonly learned: readonly LearnedConcept[];
  };
  /** The adapter in force as a safetensors file; it says itself which base it belongs to. */
  readonly adapter: { readonly file: Uint8Array };
  /** Fine-tunes that were made, newest last. */
  readonly reports: readonly TuneReport[];
}

export interface Snapshot<T> {
  readonly logPosition: LogPosition;
  readonly value: T;
}

export class SnapshotRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read<Name extends keyof Snapshots>(
    name: Name,
  ): Promise<Snapshot<Snapshots[Name]> | undefined> {
    const row = await guarded("Reading what was kept", () =>
      this.#database.snapshots.get(name),
    );
    if (row?.format !== FORMAT) return undefined;
    // Only `write` below makes rows of this format, so the name decides the type.
    return {
      logPosition: row.logPosition,
      value: row.value as Snapshots[Name],
    };
  }

  async write<Name extends keyof Snapshots>(
    name: Name,
    logPosition: LogPosition,
    value: Snapshots[Name],
  ): Promise<void> {
    const row = { name, format: FORMAT, logPosition, value };
    await guarded("Keeping what was learned", () =>
      this.#database.snapshots.put(row),
    );
  }

  async remove(name: keyof Snapshots): Promise<void> {
    await guarded("Dropping what was kept", () =>
      this.#database.snapshots.delete(name),
    );
  }
}
