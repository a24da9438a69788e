/** How much of a data set is taken in before it is refused: a file by mistake must not eat the tab's memory. */
import { bytes } from "../domain/brand.ts";

/** Largest file: MovieLens 25M's ratings have 650 MB, and nothing that a tab can train on is larger. */
export const LARGEST_DATA_FILE = bytes(1024 ** 3);

/** Rows of one file: at 16 bytes a row of interactions 640 MB. */
export const MOST_ROWS = 40_000_000;

/** Different ids of one kind; a JavaScript map holds 2^24. */
export const MOST_IDS = 10_000_000;

/** Characters of one line: item descriptions are long, but a file without line ends is not a table. */
export const LONGEST_LINE = 1_000_000;

/** Rows of a table that are shown and looked at before its columns are chosen. */
export const SAMPLE_ROWS = 50;
