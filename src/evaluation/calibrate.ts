/**
 * Scores to what they stand for, learned on validation rows: a probability by Platt's sigmoid, a rating by a line.
 * A model that only orders can so be judged at a threshold without ever seeing a test label.
 */

export type Calibration = (score: number) => number;

interface Line {
  readonly slope: number;
  readonly offset: number;
}

const NEWTON_STEPS = 30;
/** Keeps the second derivative away from zero where scores separate the labels. */
const RIDGE = 1e-6;

interface Scale {
  readonly mean: number;
  readonly spread: number;
}

function scaleOf(scores: ArrayLike<number>): Scale {
  const n = Math.max(1, scores.length);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < scores.length; i += 1) sum += scores[i] ?? 0;
  for (let i = 0; i < scores.length; i += 1)
    squares += ((scores[i] ?? 0) - sum / n) ** 2;
  return { mean: sum / n, spread: Math.sqrt(squares / n) || 1 };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** p = sigmoid(a s + b) by maximum likelihood (Platt 1999, eq. 1), on standardised scores, by Newton's method. */
export function plattScaling(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): Calibration {
  const { mean, spread } = scaleOf(scores);
  let line: Line = { slope: 1, offset: 0 };
  for (let step = 0; step < NEWTON_STEPS; step += 1)
    line = newtonStep(line, scores, labels, mean, spread);
  const { slope, offset } = line;
  return (score) => sigmoid((slope * (score - mean)) / spread + offset);
}

function newtonStep(
  { slope, offset }: Line,
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  mean: number,
  spread: number,
): Line {
  let [ga, gb, haa, hab, hbb] = [RIDGE * slope, 0, RIDGE, 0, RIDGE];
  for (let i = 0; i < scores.length; i += 1) {
    const x = ((scores[i] ?? 0) - mean) / spread;
    const p = sigmoid(slope * x + offset);
    const error = p - (labels[i] ?? 0);
    const weight = p * (1 - p);
    ga += error * x;
    gb += error;
    haa += weight * x * x;
    hab += weight * x;
    hbb += weight;
  }
  const determinant = haa * hbb - hab * hab;
  if (!(determinant > RIDGE * RIDGE)) return { slope, offset };
  return {
    slope: slope - (hbb * ga - hab * gb) / determinant,
    offset: offset - (haa * gb - hab * ga) / determinant,
  };
}

/** Least squares: rating = a s + b. */
export function lineThrough(
  scores: ArrayLike<number>,
  ratings: ArrayLike<number>,
): Calibration {
  const { mean, spread } = scaleOf(scores);
  let [product, sum] = [0, 0];
  for (let i = 0; i < scores.length; i += 1) {
    product += (((scores[i] ?? 0) - mean) / spread) * (ratings[i] ?? 0);
    sum += ratings[i] ?? 0;
  }
  const n = Math.max(1, scores.length);
  return (score) => sum / n + ((score - mean) / spread) * (product / n);
}
