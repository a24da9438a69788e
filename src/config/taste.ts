/**
 * Numbers of the taste model. Each was chosen by `npm run evaluate -- --protocol taste` on a draw of
 * simulated people other than the one reported in docs/taste.md, unless its comment says otherwise.
 */
import type { Modality } from "../domain/modality.ts";
import type { RatingValue } from "../domain/rating.ts";
import type { Steering } from "../domain/settings.ts";

/** D: dimensions of the fused space. A wider one costs GPU memory four times, once per modality. */
export const FUSED_DIMENSIONS = 128;

export const FUSION = {
  /** Hidden units of the additive attention, range 8-64. */
  hidden: 32,
  /** `c_m`, log units: what a modality is worth before anybody steered. */
  bias: { text: 0, image: 0, audio: 0, graph: 0 } satisfies Record<
    Modality,
    number
  >,
} as const;

/** Weights of the blocks of phi in the kernel; only their ratios to the noise matter. */
export const SCALES = {
  fused: 0.5,
  text: 0.5,
  image: 0.5,
  audio: 0.5,
  concepts: 2,
} as const;

export const FOLD_IN = {
  /** Regression targets. Dislikes are light: a person dislikes one thing for many reasons. */
  target: { like: 1, dislike: -0.1, skip: 0 } satisfies Record<
    RatingValue,
    number
  >,
  /** Noise variance of each kind; a skip says very little. */
  noise: { like: 0.3, dislike: 0.3, skip: 3 } satisfies Record<
    RatingValue,
    number
  >,
  /** Noise variance of an unrated item that a fine-tune takes for slightly disliked. */
  backgroundNoise: 5,
  /** Ratings; the solve costs their cube (512 take about 0.2 s), and likes are kept first. */
  longestHistory: 512,
} as const;

/** The wide graph block. */
export const CONCEPTS = {
  secondHop: 0.5,
  idfPower: 1,
  /** Concepts an item; 99 % of items have fewer. Padding to this width is what the GPU holds. */
  width: 48,
} as const;

/**
 * Turns a score into a probability: `sigmoid(gain * score + offset)`. Fitted by logistic regression to what
 * simulated people liked at all depths of their lists (gain 7.5, offset -4.1), drawn in a little because
 * people like more than the few per cent of everything that the simulated ones do.
 */
export const CALIBRATION = { gain: 6.5, offset: -3.2 } as const;

export const RANKING = {
  /** Candidates that MMR looks at, per item wanted. */
  pool: 4,
  /** The same of each domain, so that a list of one domain can open to its kin elsewhere. */
  poolOfDomain: 0.5,
  /**
   * What it costs an item, per unit of diversity, if all items above it are of its own domain, in units of
   * the pool's range of scores. Without it five liked instruments fill two screens with instruments.
   */
  crowding: 1.5,
  /** Added to the weight of a concept that the person boosts, and taken from one that is quieted. */
  concept: 1,
} as const;

/** What nobody steered yet. */
export const NEUTRAL_STEERING: Steering = {
  modality: { text: 0, image: 0, audio: 0, graph: 0 },
  diversity: 0.15,
  exploration: 0,
  novelty: 0,
  hidden: [],
};

/** The list before any like. */
export const COVER = {
  /** Classes of concepts by their number of items, and what all of a class and domain are worth together. */
  classes: [
    { items: [6, 61], worth: 1 },
    { items: [61, 400], worth: 0.2 },
  ],
  /** Worth that is left of a concept once one of its items was shown. */
  again: 0.15,
  /** Appeal of an unknown item, and factor for one without a picture. */
  unfamiliar: 0.3,
  unpictured: 0.8,
  /** Factor for each recent card of the same domain, and how fast such a turn is forgotten, per card. */
  turn: 0.85,
  forget: 0.8,
  /** Rows that the base file keeps, for the page before the engine. */
  stored: 240,
} as const;

/** Paths that explain. */
export const PATHS = {
  /** Edges. */
  longest: 3,
  /** Neighbours above which a node explains nothing. */
  hub: 60,
  /** Liked items that are tried as a start, and paths that are shown. */
  starts: 6,
  shown: 3,
} as const;

/** The strip "what was learned". */
export const LEARNED = {
  /** Concepts that are named at most, for and against. */
  most: 10,
  /** Items that a concept may touch at most; a larger one says little about a taste. */
  largest: 400,
} as const;
