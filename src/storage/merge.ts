/**
 * Where a backup's entries belong in a log, as a plan on plain arrays. Two devices' logs are two sequences whose
 * own order is certain and whose mutual order only clocks tell: they are merged like sorted lists, by time,
 * and neither is reordered within itself.
 */
import type { LogPosition, StoredEntry } from "../domain/rating.ts";

export interface MergePlan {
  /** How many entries the log did not have. */
  readonly added: number;
  /** The log stays untouched up to here ... */
  readonly after: LogPosition;
  /** ... and goes on with these. */
  readonly tail: readonly StoredEntry[];
  /** True into an empty log: the entries keep the positions that they had. */
  readonly keepPositions: boolean;
}

export function mergePlan(
  own: readonly StoredEntry[],
  theirs: readonly StoredEntry[],
): MergePlan {
  const known = new Set(own.map((entry) => entry.id));
  const fresh = theirs.filter(
    (entry) => !known.has(entry.id) && known.add(entry.id),
  );
  if (own.length === 0) {
    return {
      added: fresh.length,
      after: 0 as LogPosition,
      tail: fresh,
      keepPositions: true,
    };
  }
  const merged = mergedByTime(own, fresh);
  const start = merged.findIndex((entry, index) => entry !== own[index]);
  return {
    added: fresh.length,
    after: own[start - 1]?.position ?? (0 as LogPosition),
    tail: start === -1 ? [] : merged.slice(start),
    keepPositions: false,
  };
}

/** Stable: at the same time, our own entry stands first. */
function mergedByTime(
  own: readonly StoredEntry[],
  theirs: readonly StoredEntry[],
): readonly StoredEntry[] {
  const merged: StoredEntry[] = [];
  let next = 0;
  for (const entry of own) {
    for (
      let their = theirs[next];
      their !== undefined && their.at < entry.at;
    ) {
      merged.push(their);
      next += 1;
      their = theirs[next];
    }
    merged.push(entry);
  }
  return merged.concat(theirs.slice(next));
}
