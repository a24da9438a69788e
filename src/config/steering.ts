/** How far steering reaches: wishes of the moment, and what the page shows of a change. */

export const WISHES = {
  /** Items of the catalogue that stand for words, a picture or a sound; fewer are chance, more are vague. */
  anchors: 12,
  /** Score units that a wish of weight 1 adds to the nearest item: what a like is worth to the item itself. */
  reach: 1,
  /** Weight that a wish begins with, range [-1, 1]. */
  weight: 0.7,
  /** Wishes at once; more would be a search engine with too many words. */
  most: 6,
} as const;

/** Ratings whose loss is worked out for an explanation: each costs one solve of the fold-in. */
export const NAMED_RATINGS = 4;

/** Cards that count when a change is summed up: the spotlight and four rows of six. */
export const FIRST_SCREEN = 25;

/** What a person may give to be read. */
export const GIVEN = {
  /** Bytes of a file. */
  most: 30_000_000,
  /** Pixels on the longer side that the page keeps; the encoder takes fewer. */
  side: 512,
  /** Seconds from the beginning of a sound. */
  seconds: 15,
  /** Letters of a mood. */
  letters: 300,
} as const;
