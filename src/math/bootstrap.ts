/** How sure a mean is, by resampling. */
import type { Random } from "../domain/random.ts";

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Percentile bootstrap of a statistic over `n` units (Efron & Tibshirani 1993, section 13.3). */
export function bootstrap(
  n: number,
  statistic: (sample: ArrayLike<number>) => number,
  random: Random,
  draws = 2000,
  level = 0.95,
): Interval {
  const units = Array.from({ length: n }, (_, i) => i);
  const results = new Float64Array(draws);
  const sample = new Int32Array(n);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let i = 0; i < n; i += 1) sample[i] = random.integer(n);
    results[draw] = statistic(sample);
  }
  results.sort();
  const at = (p: number): number =>
    results[Math.min(draws - 1, Math.max(0, Math.round(p * (draws - 1))))] ?? 0;
  return {
    mean: statistic(units),
    low: at((1 - level) / 2),
    high: at((1 + level) / 2),
  };
}
