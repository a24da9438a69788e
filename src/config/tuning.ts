/** Numbers of the fine-tune. Chosen like those of taste.ts. */

export const TUNING = {
  /** r of every low-rank pair, range 1-32. */
  rank: 8,
  /** Likes below which there is too little to learn from. */
  fewestLikes: 3,
  /** Adam steps; the fold-in is a good start, so that few are needed. */
  steps: 40,
  /**
   * Steps that the GPU is given at once, range 1-40: fewer let the page draw sooner, more save waits. A step of
   * 32 ratings takes a software GPU some milliseconds.
   */
  stepsASubmit: 4,
  /** Adam's learning rate of the low-rank pair and of the block gains. */
  learningRate: 0.0003,
  gainRate: 0.025,
  /** Unrated items that each step ranks the likes against. */
  negatives: 64,
  /** Batches of negatives that are cycled through, all different items. */
  batches: 4,
  /**
   * How much louder the concept that speaks most for the likes may become, as a factor less 1; the one that
   * puts held-out likes highest is taken, the first of equals.
   */
  sharpenings: [0, 3],
  /** Folds of that choice. */
  choiceFolds: 4,
  /** Unrated items that count as slightly disliked in the adapted fold-in. */
  background: 128,
  /** Factor on score differences before the logistic loss: a like leads an unrated item by about 0.3. */
  sharpness: 6,
  /** Probability that a dimension of the fused vector is left out of a step. */
  dropout: 0.1,
  /** Probability that a whole block of phi is left out of a step: modality dropout. */
  blockDropout: 0.1,
  /** Pull of every step towards the base, per unit of learning rate (decoupled L2). */
  decay: 1,
  /** Folds of the held-out check that decides whether the adapter is kept. */
  folds: 2,
  /** History lengths that the tensors are padded to, so that no rating compiles new pipelines. */
  buckets: [16, 32, 64, 128, 256, 512],
} as const;
