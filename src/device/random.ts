/**
 * The single home of chance: a seeded generator (xoroshiro128+, by pure-rand) for everything that must be
 * repeatable, and the platform's cryptographic source for what must be unique (ids, a person's first seed).
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import type { Random } from "../domain/random.ts";

/** Draws thrown away after seeding: near seeds differ in few bits of state, and these spread them. */
const BURN_IN = 32;

class SeededRandom implements Random {
  readonly #generator: RandomGenerator;

  constructor(generator: RandomGenerator) {
    this.#generator = generator;
  }

  uniform(): number {
    return uniformFloat64(this.#generator);
  }

  integer(below: number): number {
    return uniformInt(this.#generator, 0, below - 1);
  }

  /** Box and Muller 1958, the cosine half; the sine half is not kept so that `fork` needs no hidden state. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  shuffle<T>(values: Iterable<T>): T[] {
    const shuffled = [...values];
    return this.sample(shuffled, shuffled.length);
  }

  /** Fisher-Yates from the front, stopped after `count` places. */
  sample<T>(values: Iterable<T>, count: number): T[] {
    const pool = [...values];
    const wanted = Math.min(count, pool.length);
    for (let place = 0; place < wanted; place += 1) {
      const chosen = place + this.integer(pool.length - place);
      [pool[place], pool[chosen]] = [pool[chosen] as T, pool[place] as T];
    }
    return pool.slice(0, wanted);
  }

  fork(): Random {
    return createRandom(uniformInt(this.#generator, -0x80000000, 0x7fffffff));
  }
}

/** The same seed gives the same draws on every machine. */
export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  for (let draw = 0; draw < BURN_IN; draw += 1) generator.next();
  return new SeededRandom(generator);
}

/** A seed in [0, 2^31) that nobody can foresee: drawn once for a person and then kept. */
export function freshSeed(): number {
  const [word = 0] = crypto.getRandomValues(new Uint32Array(1));
  return word >>> 1;
}

/** A UUID; unique over devices, so that merged logs never count an entry twice. */
export function freshId(): string {
  return crypto.randomUUID();
}
