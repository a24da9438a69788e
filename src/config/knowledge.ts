/** Numbers of the models on knowledge graphs. Chosen on the validation rows of public sets (docs/results.md). */

export const TRANSLATION = {
  /** d of entities and relations; a multiple of 4, which is what a kernel loads at once. */
  dimensions: 128,
  /** gamma: distance at which a triple counts as neither true nor false. */
  margin: 9,
  /** alpha of the self-adversarial softmax over negatives. */
  temperature: 1,
  /** Adagrad's rate, and what its sums of squares begin with. */
  learningRate: 0.05,
  firstSquare: 1e-10,
  epochs: 60,
  /** Triples a step, in chunks that share their negatives; multiples of 4. */
  batch: 256,
  chunk: 32,
  /** Negatives of a chunk, a multiple of 4. */
  negatives: 64,
  /** Triples and entities that one invocation holds in registers, and vec4 of each where it holds gradients. */
  tile: 4,
  quads: 1,
  /** Epochs between two looks at validation, and looks without a gain after which training stops. */
  validateEvery: 5,
  patience: 2,
  /** Queries that are scored at once. */
  queries: 256,
} as const;

export const EVIDENCE = {
  /** Parts that the training rows are dealt into: more are slower and leave the evidence nearer to the final one. */
  folds: 10,
  /** L2 of the logistic head, per row, on standardised evidence. */
  ridge: 0.001,
} as const;
