/**
 * The backup file: one JSON with the whole log, the preferences and the adapters. It comes from outside, so it is
 * bounded, parsed and checked entry by entry before anything of it is kept.
 */
import * as v from "valibot";
import { BACKUP_LIMIT } from "../config/storage.ts";
import type { AdapterSummary } from "../domain/adapter.ts";
import { bytes, ms, type Ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import { itemId } from "../domain/item.ts";
import type { EntryId, LogPosition, StoredEntry } from "../domain/rating.ts";
import type { Imported } from "./settings.ts";

export interface Backup {
  readonly madeAt: Ms;
  readonly log: readonly StoredEntry[];
  /** Checked by `parsePreferences` when it is used, because its defaults belong to the device. */
  readonly preferences: unknown;
  /** The adapter file that was in force as prior. */
  readonly imported: Imported | null;
  /** The adapter that was learned, as it stood at the end of this log. */
  readonly adapter: Uint8Array | null;
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
const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const summary = v.object({
  logPosition: v.pipe(
    size,
    v.transform((value) => value as LogPosition),
  ),
  ratings: size,
  parameters: size,
  bytes: v.pipe(size, v.transform(bytes)),
}) satisfies v.GenericSchema<unknown, AdapterSummary>;
const schema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  madeAt: v.pipe(v.number(), v.finite(), v.transform(ms)),
  log: v.array(entry),
  preferences: v.unknown(),
  imported: v.nullable(v.object({ file, summary })),
  adapter: v.nullable(file),
});

/** One character a byte, in pieces: the argument list of a call is bounded. */
function base64(content: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < content.length; start += 0x8000) {
    binary += String.fromCharCode(...content.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

export function writeBackup(backup: Backup): Blob {
  const content = {
    format: FORMAT,
    version: VERSION,
    ...backup,
    imported: backup.imported && {
      ...backup.imported,
      file: base64(backup.imported.file),
    },
    adapter: backup.adapter && base64(backup.adapter),
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
