/** Metrics of scored rows with a known label (0 or 1) or a known rating. */

/** AUC over all rows, ties counted half (Mann & Whitney 1947; Fawcett 2006, section 7). */
export function auc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
): number {
  const order = Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  );
  let positives = 0;
  let rankSum = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    const score = scores[order[from] ?? 0];
    while (to < order.length && scores[order[to] ?? 0] === score) to += 1;
    const meanRank = (from + 1 + to) / 2;
    for (let place = from; place < to; place += 1)
      if (labels[order[place] ?? 0] === 1) {
        positives += 1;
        rankSum += meanRank;
      }
    from = to;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  return (
    (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
  );
}

export interface Confusion {
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  /** Harmonic mean of precision and recall (van Rijsbergen 1979, chapter 7). */
  readonly f1: number;
}

/** What a decision at `threshold` gets right; a score at the threshold counts as a like. */
export function confusion(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold = 0.5,
): Confusion {
  let hits = 0;
  let claimed = 0;
  let positives = 0;
  let right = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const claim = (scores[i] ?? 0) >= threshold;
    const truth = labels[i] === 1;
    if (claim) claimed += 1;
    if (truth) positives += 1;
    if (claim && truth) hits += 1;
    if (claim === truth) right += 1;
  }
  const precision = claimed === 0 ? 0 : hits / claimed;
  const recall = positives === 0 ? 0 : hits / positives;
  return {
    accuracy: scores.length === 0 ? 0 : right / scores.length,
    precision,
    recall,
    f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** Root of the mean squared error. */
export function rmse(
  predicted: ArrayLike<number>,
  actual: ArrayLike<number>,
): number {
  let sum = 0;
  for (let i = 0; i < predicted.length; i += 1)
    sum += ((predicted[i] ?? 0) - (actual[i] ?? 0)) ** 2;
  return Math.sqrt(sum / Math.max(1, predicted.length));
}

/**
 * Expected calibration error of probabilities in ten equal bins: mean gap between what was promised and what came
 * true, weighted by rows (Guo et al. 2017, arXiv 1706.04599, eq. 3).
 */
export function calibrationError(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  bins = 10,
): number {
  const promised = new Float64Array(bins);
  const fulfilled = new Float64Array(bins);
  for (let i = 0; i < probabilities.length; i += 1) {
    const p = probabilities[i] ?? 0;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(p * bins)));
    promised[bin] = (promised[bin] ?? 0) + p;
    fulfilled[bin] = (fulfilled[bin] ?? 0) + (labels[i] ?? 0);
  }
  let gap = 0;
  for (let bin = 0; bin < bins; bin += 1)
    gap += Math.abs((promised[bin] ?? 0) - (fulfilled[bin] ?? 0));
  return gap / Math.max(1, probabilities.length);
}
