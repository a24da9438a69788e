/** Functions of one number. */

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The inverse of `sigmoid`, for p in (0, 1). */
export function logit(p: number): number {
  return Math.log(p / (1 - p));
}

export function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}
