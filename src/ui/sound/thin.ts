/** Fewer peaks for a small waveform: each stands for the loudest of its span. */
export function thin(
  peaks: readonly number[],
  count: number,
): readonly number[] {
  if (peaks.length <= count) return peaks;
  const span = peaks.length / count;
  return Array.from({ length: count }, (_, i) =>
    Math.max(...peaks.slice(Math.floor(i * span), Math.ceil((i + 1) * span))),
  );
}
