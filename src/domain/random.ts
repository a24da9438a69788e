/**
 * A seeded source of chance. Whoever needs randomness takes one as an argument, so that the same log,
 * settings and seed give the same list and the same adapter. Made by `createRandom` (src/device/random.ts).
 */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform whole number in [0, below). */
  integer(below: number): number;
  /** Standard normal. */
  normal(): number;
  /** A shuffled copy. */
  shuffle<T>(values: Iterable<T>): T[];
  /** `count` different elements in random order; all of them when there are fewer. */
  sample<T>(values: Iterable<T>, count: number): T[];
  /** An independent generator, so that one consumer's draws never shift another's. */
  fork(): Random;
}
