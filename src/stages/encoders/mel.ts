/**
 * What a clip sounds like in 321 numbers: statistics over time of its log-mel spectrogram. Pure; the same
 * code runs in the build and in the tab.
 */
import FFT from "fft.js";

/** Hz; everything above 8 kHz is dropped, which no kind of sound in the catalogue needs. */
export const MEL_RATE = 16_000;
/** Samples; 64 ms, long enough to tell the low bands apart. */
const FRAME = 1024;
/** Samples; 10 ms, short enough to see an attack. */
const HOP = 160;
const BANDS = 64;
const LOWEST_HZ = 30;
/** Power; keeps the logarithm of silence at -100 dB. */
const FLOOR = 1e-10;
/** Share of the frames that count as the attack, and as the tail. */
const EDGE = 0.2;

/** Mean, deviation, deviation of change, attack, tail for each band, and the logarithm of the length. */
export const MEL_SIZE = 5 * BANDS + 1;

const toMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700);
const toHz = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);

const WINDOW = Float64Array.from(
  { length: FRAME },
  (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME),
);
const FILTERS = filterBank();

interface Filter {
  readonly first: number;
  readonly weights: Float64Array;
}

/** Triangles that are evenly spaced on the mel scale, each summing to 1. */
function filterBank(): Filter[] {
  const low = toMel(LOWEST_HZ);
  const step = (toMel(MEL_RATE / 2) - low) / (BANDS + 1);
  const edge = (i: number): number => (toHz(low + step * i) * FRAME) / MEL_RATE;
  return Array.from({ length: BANDS }, (_, band) => {
    const [left, centre, right] = [edge(band), edge(band + 1), edge(band + 2)];
    const first = Math.max(0, Math.floor(left));
    const weights = new Float64Array(Math.ceil(right) - first + 1);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      // The overlap of bin [k - 1/2, k + 1/2] with the triangle, by its value at the nearest inner point:
      // a triangle narrower than a bin must not vanish.
      const bin = first + i;
      const rise = (bin + 0.5 - left) / (centre - left + 0.5);
      const fall = (right - bin + 0.5) / (right - centre + 0.5);
      const weight = Math.max(0, Math.min(1, rise, fall));
      weights[i] = weight;
      sum += weight;
    }
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/** `[frames, 64]` in decibels / 10, at least one frame. */
export function logMel(samples: Float32Array): Float32Array {
  const fft = new FFT(FRAME);
  const frames = Math.max(1, Math.ceil(samples.length / HOP));
  const out = new Float32Array(frames * BANDS);
  const frame = new Float64Array(FRAME);
  const spectrum = fft.createComplexArray();
  const power = new Float64Array(FRAME / 2 + 1);
  for (let t = 0; t < frames; t++) {
    const from = t * HOP - FRAME / 2;
    for (let i = 0; i < FRAME; i++)
      frame[i] = (samples[from + i] ?? 0) * (WINDOW[i] ?? 0);
    fft.realTransform(spectrum, frame);
    for (let k = 0; k < power.length; k++) {
      const re = (spectrum[2 * k] ?? 0) / FRAME;
      const im = (spectrum[2 * k + 1] ?? 0) / FRAME;
      power[k] = re * re + im * im;
    }
    FILTERS.forEach(({ first, weights }, band) => {
      let sum = 0;
      for (let i = 0; i < weights.length; i++)
        sum += (weights[i] ?? 0) * (power[first + i] ?? 0);
      out[t * BANDS + band] = Math.log10(sum + FLOOR);
    });
  }
  return out;
}

/** `[321]` of a mono clip at 16 kHz. */
export function melStatistics(samples: Float32Array): Float32Array {
  const mel = logMel(samples);
  const frames = mel.length / BANDS;
  const edge = Math.max(1, Math.round(frames * EDGE));
  const out = new Float32Array(MEL_SIZE);
  for (let band = 0; band < BANDS; band++) {
    const at = (t: number): number => mel[t * BANDS + band] ?? 0;
    out[band] = meanOf(at, 0, frames);
    out[BANDS + band] = deviationOf(at, 0, frames);
    out[2 * BANDS + band] = deviationOf(
      (t) => at(t + 1) - at(t),
      0,
      frames - 1,
    );
    out[3 * BANDS + band] = meanOf(at, 0, edge);
    out[4 * BANDS + band] = meanOf(at, frames - edge, frames);
  }
  out[5 * BANDS] = Math.log(Math.max(samples.length, HOP) / MEL_RATE);
  return out;
}

function meanOf(at: (t: number) => number, from: number, to: number): number {
  let sum = 0;
  for (let t = from; t < to; t++) sum += at(t);
  return to > from ? sum / (to - from) : 0;
}

function deviationOf(
  at: (t: number) => number,
  from: number,
  to: number,
): number {
  const mean = meanOf(at, from, to);
  return Math.sqrt(meanOf((t) => (at(t) - mean) ** 2, from, to));
}
