/** Numbers of the models of what comes next. Chosen on validation rows of Amazon Beauty (docs/results.md). */

export const NEXT_BLEND = {
  /** Places between two items of a history that still make a transition. */
  reach: 50,
  /** A transition counts lag^-lagPower length^-userPower / (n_i^fromPower n_j^toPower). */
  lagPower: 0.5,
  userPower: 0.5,
  fromPower: 0.5,
  toPower: 0.1,
  /** The newest item of a history counts 1, the one d places before it (d + 1)^-recencyPower. */
  recencyPower: 1,
  /** Items that the second hop starts from: the best of the first. */
  hopFrom: 30,
  /** A word that names more items than this is not used. */
  widestWord: 3000,
  /** Histories whose last item the weights are learned on. */
  lessons: 3000,
  /** Other items that a lesson's answer must win against: the hardest, and some drawn at random. */
  rivals: 100,
  strangers: 100,
  /** Steps of Adam on a convex loss. */
  steps: 100,
  learningRate: 0.1,
  /** L2 on the weights of standardised kinds. */
  ridge: 0.0001,
} as const;

export const TRANSFORMER = {
  /** D, a multiple of 4. */
  dimensions: 64,
  /** L */
  layers: 2,
  /** Width of the feed-forward part, in units of D. */
  widening: 2,
  /** T: events of a history that are looked at. */
  length: 24,
  /** Layer after which the answer is read; L reads the last. */
  exit: 2,
  /** Other items that an answer competes with, drawn once a step for all. */
  negatives: 512,
  dropout: 0.3,
  learningRate: 0.001,
  epochs: 100,
  /** Histories a step. */
  batch: 128,
  /** Epochs between two looks at validation, and looks without a gain after which training stops. */
  validateEvery: 2,
  patience: 3,
} as const;
