/** How much is kept, and how large a file from outside may be. */
import { bytes } from "../domain/brand.ts";

/** The database's name; everything of this origin's Palate lives in it. */
export const DATABASE_NAME = "palate";

/** A log of 100,000 ratings is about 15 MB as JSON; four times that is no backup of ours. */
export const BACKUP_LIMIT = bytes(64 * 1024 * 1024);

/** Fine-tune reports kept for the Model page; older ones make room. */
export const REPORTS_KEPT = 50;

/** Versions without a name; at 10 kB each they are no burden, but nobody tells more of them apart. */
export const VERSIONS_KEPT = 30;

/** A rank-8 adapter of every module with its user vectors is below 1 MB. */
export const ADAPTER_LIMIT = bytes(32 * 1024 * 1024);
