/** Tunable numbers of the encoders. Changing any of those marked * changes every vector: rebuild them. */

/** Pixels on a side that the image network sees*; the network halves it five times. */
export const PICTURE_SIDE = 256;
/**
 * Length of the colour histogram beside the network's unit vector*, in [0, 1]. Small, because the network's
 * unit vectors lie close together: at 0.06 both vary about as much, which is best for nearest neighbours,
 * plain and whitened (docs/encoders.md). From 0.2 on colour drowns what a thing is.
 */
export const COLOUR_WEIGHT = 0.06;
/** Length of basic-pitch's part beside the unit mel statistics*, in [0, 1] (docs/encoders.md). */
export const PITCH_WEIGHT = 0.5;
/** How many standard deviations of a band the logarithm of the length counts for*. */
export const LENGTH_WEIGHT = 3;
/** Windows of 1.99 s of a clip that basic-pitch hears*: the first 12 s are enough to know a sound. */
export const MAX_WINDOWS = 6;

/** Texts in one run; longer batches only grow the padding. */
export const TEXT_BATCH = 32;
/** Pictures in one run: 8 x 3 x 256 x 256 floats are 6 MB. */
export const PICTURE_BATCH = 8;

/** Cosine to the stored reference below which an encoder is not trusted, in [0, 1]. */
export const MIN_REFERENCE_COSINE = 0.99;

/** Tokens of the text that is timed: about those of a search by words. */
export const PROBE_TOKENS = 12;
/** Pixels on a side of the picture that is timed; an emulated GPU takes 3 s for the full size. */
export const PROBE_SIDE = { full: PICTURE_SIDE, small: 64 } as const;
