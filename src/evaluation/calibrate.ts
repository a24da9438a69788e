/**
 * Scores to what they stand for, learned on validation rows: a probability by Platt's sigmoid or, with rows enough, by
 * whatever rises; a rating by a line.
 * A model that only orders can so be judged at a threshold without ever seeing a test label.
 */

import { sigmoid } from "../math/scalar.ts";

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

/** Fewer rows than this say too little of the shape, and the sigmoid is the safer guess. */
const ROWS_FOR_SHAPE = 1000;

/** A probability that never falls as the score rises. */
export function calibrated(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): Calibration {
  return scores.length < ROWS_FOR_SHAPE
    ? plattScaling(scores, labels)
    : isotonic(scores, labels);
}

interface Block {
  /** Sums over the rows. */
  score: number;
  label: number;
  rows: number;
}

/**
 * Isotonic regression by pooling adjacent violators (Zadrozny & Elkan 2002), straight lines between the centres of
 * the pools.
 */
export function isotonic(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): Calibration {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  );
  const blocks: Block[] = [];
  let last = NaN;
  for (const row of order) {
    const score = scores[row] ?? 0;
    const own = { score, label: labels[row] ?? 0, rows: 1 };
    const top = blocks.at(-1);
    // Rows of one score are one pool: nothing could tell them apart.
    if (top !== undefined && score === last) merge(top, own);
    else blocks.push(own);
    last = score;
    pool(blocks);
  }
  const xs = blocks.map(({ score, rows }) => score / rows);
  const ys = blocks.map(({ label, rows }) => label / rows);
  return (score) => between(xs, ys, score);
}

function merge(into: Block, from: Block): void {
  into.score += from.score;
  into.label += from.label;
  into.rows += from.rows;
}

/** Joins the last pools as long as the last one is not above the one before. */
function pool(blocks: Block[]): void {
  for (;;) {
    const top = blocks.at(-1);
    const below = blocks.at(-2);
    if (top === undefined || below === undefined) return;
    if (top.label * below.rows > below.label * top.rows) return;
    merge(below, top);
    blocks.pop();
  }
}

function between(
  xs: readonly number[],
  ys: readonly number[],
  x: number,
): number {
  let low = 0;
  let high = xs.length - 1;
  if (high < 0) return 0.5;
  if (x <= (xs[0] ?? 0)) return ys[0] ?? 0.5;
  if (x >= (xs[high] ?? 0)) return ys[high] ?? 0.5;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const share = (x - (xs[low] ?? 0)) / ((xs[high] ?? 1) - (xs[low] ?? 0));
  return (ys[low] ?? 0) + share * ((ys[high] ?? 0) - (ys[low] ?? 0));
}
