/** Changes the sample rate of a mono clip. Pure, so that the build and the tab hear exactly the same. */

/** Zero crossings of the sinc on each side; 16 leave the stop band below -60 dB with a Hann window. */
const CROSSINGS = 16;
/** Kernel values between two zero crossings; looked up without interpolation. */
const RESOLUTION = 512;

/** One side of a Hann-windowed sinc, `[CROSSINGS * RESOLUTION + 1]`. */
const KERNEL = Float64Array.from(
  { length: CROSSINGS * RESOLUTION + 1 },
  (_, i) => {
    const x = i / RESOLUTION;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / CROSSINGS);
    return x === 0 ? 1 : (Math.sin(Math.PI * x) / (Math.PI * x)) * window;
  },
);

/**
 * Band-limited interpolation (Smith 2002, "Digital Audio Resampling", eq. 4): a windowed sinc whose
 * cut-off is the lower of the two Nyquist frequencies.
 *
 * @param from,to sample rates in Hz
 */
export function resample(
  samples: Float32Array,
  from: number,
  to: number,
): Float32Array {
  if (from === to) return samples;
  const ratio = to / from;
  const cutoff = Math.min(1, ratio);
  const reach = CROSSINGS / cutoff;
  const out = new Float32Array(Math.round(samples.length * ratio));
  for (let i = 0; i < out.length; i++) {
    const centre = i / ratio;
    const first = Math.max(0, Math.ceil(centre - reach));
    const end = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let j = first; j <= end; j++) {
      const at = Math.round(Math.abs(j - centre) * cutoff * RESOLUTION);
      sum += (samples[j] ?? 0) * (KERNEL[at] ?? 0);
    }
    out[i] = sum * cutoff;
  }
  return out;
}
