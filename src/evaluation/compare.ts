/** By how much one model leads another on the same cases, and how sure that is. */
import type { Random } from "../domain/random.ts";
import { bootstrap, type Interval } from "../math/bootstrap.ts";

/** Enough for two digits of a 95 % interval. */
const DRAWS = 1000;
/** More cases than this change the interval's width in the third digit only, at a cost. */
const MOST_CASES = 30_000;

/** Paired bootstrap of the mean difference (Efron & Tibshirani 1993, chapter 13): cases are drawn, not models. */
export function compare(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  random: Random,
): Interval {
  const n = Math.min(ours.length, theirs.length, MOST_CASES);
  const difference = Float64Array.from(
    { length: n },
    (_, i) => (ours[i] ?? 0) - (theirs[i] ?? 0),
  );
  return bootstrap(
    n,
    (sample) => {
      let sum = 0;
      for (let i = 0; i < sample.length; i += 1)
        sum += difference[sample[i] ?? 0] ?? 0;
      return sum / Math.max(1, sample.length);
    },
    random,
    DRAWS,
  );
}
