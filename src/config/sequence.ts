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
  lessons: 4000,
  /** Other items that a lesson's answer must win against: the hardest, and some drawn at random. */
  rivals: 100,
  strangers: 50,
  /** Steps of Adam on a convex loss. */
  steps: 150,
  learningRate: 0.1,
  /** L2 on the weights of standardised kinds. */
  ridge: 0.0001,
} as const;
