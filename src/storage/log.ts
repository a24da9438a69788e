/**
 * The append-only rating log. `append` returns when the entry is durable; `merge` takes a backup's entries in;
 * `subscribe` also tells of other tabs' entries.
 */
import { liveQuery } from "dexie";
import type { LogEntry, LogPosition, StoredEntry } from "../domain/rating.ts";
import type { Database } from "./database.ts";
import { guarded } from "./failure.ts";
import { mergePlan } from "./merge.ts";

export class LogRepository {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** All entries in the order of their positions. */
  read(): Promise<StoredEntry[]> {
    return guarded("Reading your ratings", () => this.#database.log.toArray());
  }

  async append(entry: LogEntry): Promise<StoredEntry> {
    // `add` writes the position into the object that it is given.
    const row = { ...entry };
    const position = await guarded("Saving your rating", () =>
      this.#database.log.add(row),
    );
    return { ...entry, position };
  }

  /** All of them or none. */
  async appendAll(entries: readonly LogEntry[]): Promise<void> {
    const { log } = this.#database;
    await guarded("Saving your ratings", () =>
      this.#database.transaction("rw", log, () =>
        log.bulkAdd(entries.map((entry) => ({ ...entry }))),
      ),
    );
  }

  /**
   * Takes in entries that this log does not have yet, each where its time says, and returns how many were new.
   * Into an empty log they go with their own positions, so that adapters keep pointing at the right place.
   */
  merge(entries: readonly StoredEntry[]): Promise<number> {
    const { log } = this.#database;
    return guarded("Merging the backup", () =>
      this.#database.transaction("rw", log, async () => {
        const plan = mergePlan(await log.toArray(), entries);
        if (plan.keepPositions) {
          await log.bulkPut(plan.tail);
        } else if (plan.added > 0) {
          await log.where("position").above(plan.after).delete();
          await log.bulkAdd(plan.tail.map(withoutPosition));
        }
        return plan.added;
      }),
    );
  }

  /** Calls back with the whole log after every change, of this tab or of another one. */
  subscribe(listener: (log: readonly StoredEntry[]) => void): () => void {
    let known: readonly StoredEntry[] = [];
    const changes = liveQuery(async () => {
      const last = known.at(-1)?.position ?? 0;
      const fresh = await this.#database.log
        .where("position")
        .above(last)
        .toArray();
      const count = await this.#database.log.count();
      // Anything but growth at the end (a merge, "forget everything") is read anew.
      const grown = known.length + fresh.length === count;
      return grown ? [...known, ...fresh] : this.#database.log.toArray();
    });
    const subscription = changes.subscribe({
      next: (log) => {
        known = log;
        listener(log);
      },
      // The next call of the page meets the same failure and says it in words.
      error: () => undefined,
    });
    return () => {
      subscription.unsubscribe();
    };
  }
}

/** The position that a snapshot of this log carries: its last entry's, 0 for an empty log. */
export function lastPosition(log: readonly StoredEntry[]): LogPosition {
  return log.at(-1)?.position ?? (0 as LogPosition);
}

function withoutPosition(
  entry: LogEntry & { position?: LogPosition },
): LogEntry {
  const { position: _, ...rest } = entry;
  return rest;
}
