/** Turns what IndexedDB and Dexie throw into words and a way out. */
import Dexie from "dexie";
import { PalateError } from "../domain/errors.ts";

const WAYS_OUT: Readonly<
  Record<string, readonly [what: string, remedy: string]>
> = {
  QuotaExceededError: [
    "the disk space for this page is used up",
    "Free some space on this device, then rate again.",
  ],
  VersionError: [
    "a newer Palate has already changed the database",
    "Reload this tab to use the newer version.",
  ],
  DatabaseClosedError: ["the database was closed", "Reload this tab."],
  MissingAPIError: [
    "this browser gives the page no database",
    "Leave private browsing or allow site data, then reload.",
  ],
};

const OTHERWISE: readonly [string, string] = [
  "the browser's database refused",
  "Allow site data for this page and reload; a backup keeps what you rated.",
];

/** Dexie wraps the browser's error; the innermost known name decides. */
function knownName(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  const inner: unknown =
    cause instanceof Dexie.DexieError ? cause.inner : undefined;
  const found = knownName(inner);
  if (found !== undefined) return found;
  return cause.name in WAYS_OUT ? cause.name : undefined;
}

/** Runs one piece of storage work; whatever fails is thrown as `PalateError("storage")`. */
export async function guarded<T>(
  doing: string,
  work: () => PromiseLike<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof PalateError) throw cause;
    const [what, remedy] = WAYS_OUT[knownName(cause) ?? ""] ?? OTHERWISE;
    throw new PalateError("storage", `${doing} failed: ${what}.`, remedy, {
      cause,
    });
  }
}
