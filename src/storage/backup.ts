/**
 * The backup file: one JSON with the whole log, the preferences and the adapters. It comes from outside, so it is
 * bounded, parsed and checked entry by entry before anything of it is kept.
 */
import * as v from "valibot";
import { BACKUP_LIMIT } from "../config/storage.ts";
import { ms, type Ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import { itemId } from "../domain/item.ts";
import type { EntryId, LogPosition, StoredEntry } from "../domain/rating.ts";

export interface Backup {
  readonly madeAt: Ms;
  readonly log: readonly StoredEntry[];
  /** Checked by `parsePreferences` when it is used, because its defaults belong to the device. */
  readonly preferences: unknown;
  /** An adapter file that was in force as prior. */
  readonly imported: Uint8Array | null;
  /** The adapter that was learned, as it stood at the end of this log. */
  readonly adapter: {
    readonly file: Uint8Array;
    readonly basis: string;
  } | null;
}

const FORMAT = "palate-backup";
const VERSION = 1;
const REMEDY = "Choose a file that Palate's backup saved.";

const entryId = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(64),
  v.transform((value) => value as EntryId),
);
const common = {
  id: entryId,
  at: v.pipe(v.number(), v.finite(), v.transform(ms)),
  position: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(1),
    v.transform((value) => value as LogPosition),
  ),
};
const entry = v.variant("kind", [
  v.object({
    ...common,
    kind: v.literal("rate"),
    item: v.pipe(
      v.string(),
      v.minLength(1),
      v.maxLength(500),
      v.transform(itemId),
    ),
    value: v.picklist(["like", "dislike", "skip"]),
  }),
  v.object({ ...common, kind: v.literal("undo"), target: entryId }),
]) satisfies v.GenericSchema<unknown, StoredEntry>;

const file = v.pipe(
  v.string(),
  v.base64(),
  v.transform((text) =>
    Uint8Array.from(atob(text), (char) => char.charCodeAt(0)),
  ),
);
const schema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  madeAt: v.pipe(v.number(), v.finite(), v.transform(ms)),
  log: v.array(entry),
  preferences: v.unknown(),
  imported: v.nullable(file),
  adapter: v.nullable(v.object({ file, basis: v.string() })),
});

/** One character a byte, in pieces: the argument list of a call is bounded. */
function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

export function writeBackup(backup: Backup): Blob {
  const content = {
    format: FORMAT,
    version: VERSION,
    ...backup,
    imported: backup.imported && base64(backup.imported),
    adapter: backup.adapter && {
      ...backup.adapter,
      file: base64(backup.adapter.file),
    },
  };
  return new Blob([JSON.stringify(content)], { type: "application/json" });
}

function refused(why: string, cause?: unknown): PalateError {
  return new PalateError(
    "backup-file",
    `This backup was not taken: ${why}.`,
    REMEDY,
    { cause },
  );
}

async function readJson(blob: Blob): Promise<unknown> {
  if (blob.size > BACKUP_LIMIT)
    throw refused(`it is larger than ${BACKUP_LIMIT} bytes`);
  try {
    const value: unknown = JSON.parse(await blob.text());
    return value;
  } catch (cause) {
    throw refused("it is not a whole JSON file", cause);
  }
}

/** Throws `PalateError("backup-file")` with the reason; never keeps half a file. */
export async function readBackup(blob: Blob): Promise<Backup> {
  const value = await readJson(blob);
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) {
    const { madeAt, log, preferences, imported, adapter } = result.output;
    const inOrder = log.every(
      (one, index) => one.position > (log[index - 1]?.position ?? 0),
    );
    if (!inOrder) throw refused("its entries are out of order");
    return { madeAt, log, preferences, imported, adapter };
  }
  const [issue] = result.issues;
  throw refused(
    `"${v.getDotPath(issue) ?? "file"}" is not as it should be (${issue.message})`,
  );
}
