/** When the engine answers, learns, gives up and starts again. */
import { ms } from "../domain/brand.ts";

/** Items in the list on screen; two screens of a desktop grid, and MMR's cost stays below 10 ms. */
export const LIST_LENGTH = 60;

/** Items of a list that is only looked at: of a version, or of a merged adapter. */
export const PREVIEW_LENGTH = 12;

/** Hits of a search, by words or by meaning. */
export const SEARCH_LENGTH = 60;

/** Quiet time after the last rating before a fine-tune starts, range [500, 5000]: people rate in bursts. */
export const TUNE_DELAY = ms(1500);

/** Fewer likes leave nothing to hold out, so nothing could tell whether the adapter helps. */
export const MIN_LIKES_TO_TUNE = 3;

/** A worker that is asked something says that it is alive this often ... */
export const HEARTBEAT = ms(5000);

/** ... and is given up when it was silent this long: longer than any shader compile that was seen. */
export const SILENCE = ms(45_000);

/** Engines started again within `RESTART_WINDOW` before the GPU is no longer trusted. */
export const MAX_RESTARTS = 3;
export const RESTART_WINDOW = ms(60_000);

/** How long the browser may take to tell that a failed GPU call was a lost device. */
export const LOSS_NOTICE = ms(250);
