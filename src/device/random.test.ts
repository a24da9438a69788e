import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "./random.ts";

test("the same seed gives the same draws, another seed gives others", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (seed, other) => {
      const draws = (from: number) => {
        const random = createRandom(from);
        return [
          random.uniform(),
          random.normal(),
          random.integer(1000),
          random.shuffle([1, 2, 3]),
        ];
      };
      expect(draws(seed)).toEqual(draws(seed));
      if ((seed | 0) !== (other | 0))
        expect(draws(seed)).not.toEqual(draws(other));
    }),
    { seed: 6 },
  );
});

test("a shuffle keeps every element, a sample takes different ones", () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(20), fc.nat(30), (seed, size, count) => {
      const random = createRandom(seed);
      const values = Array.from({ length: size }, (_, index) => index);
      expect(
        random.shuffle(values).toSorted((left, right) => left - right),
      ).toEqual(values);
      const sample = random.sample(values, count);
      expect(new Set(sample).size).toBe(Math.min(size, count));
    }),
    { seed: 7 },
  );
});

test("each place of a shuffle is equally likely", () => {
  const random = createRandom(8);
  const first = [0, 0, 0, 0];
  for (let run = 0; run < 40_000; run += 1) {
    const [front = 0] = random.shuffle([0, 1, 2, 3]);
    first[front] = (first[front] ?? 0) + 1;
  }
  // Four standard deviations of a binomial count.
  for (const count of first)
    expect(Math.abs(count - 10_000)).toBeLessThan(4 * 87);
});

test("normal draws have mean 0 and variance 1", () => {
  const random = createRandom(9);
  const draws = Array.from({ length: 40_000 }, () => random.normal());
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance =
    draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
});

test("a fork is not moved by what its parent draws afterwards", () => {
  const [left, right] = [createRandom(10), createRandom(10)];
  const [one, two] = [left.fork(), right.fork()];
  right.uniform();
  expect(one.uniform()).toBe(two.uniform());
});
