/** Sample arithmetic for the build: mixing down, loudness peaks, WAV bytes, and a few words for a sound. */

export interface Clip {
  /** Mono samples in [-1, 1]. */
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

/** Peaks per waveform, as `Sound.peaks` promises. */
const PEAKS = 48;
/** Share of the highest peak at which a sound counts as risen. */
const LOUD = 0.9;
/** A rise quicker than this is heard as a stroke. */
const SHARP_SECONDS = 0.04;
/** A second half with less than this share of the first half's peaks dies away. */
const FADING = 0.4;

export function mono(
  channels: readonly Float32Array[],
  sampleRate: number,
): Clip {
  const length = channels[0]?.length ?? 0;
  const samples = new Float32Array(length);
  for (const channel of channels)
    for (let i = 0; i < length; i += 1)
      samples[i] = (samples[i] ?? 0) + (channel[i] ?? 0) / channels.length;
  return { samples, sampleRate };
}

/** 48 absolute peaks, the loudest of them 1. */
export function peaks({ samples }: Clip): number[] {
  const out = new Array<number>(PEAKS).fill(0);
  for (let i = 0; i < samples.length; i += 1) {
    const bin = Math.min(PEAKS - 1, Math.floor((i * PEAKS) / samples.length));
    out[bin] = Math.max(out[bin] ?? 0, Math.abs(samples[i] ?? 0));
  }
  const top = Math.max(...out, 1e-6);
  return out.map((peak) => Math.round((peak / top) * 100) / 100);
}

export function seconds({ samples, sampleRate }: Clip): number {
  return Math.round((samples.length / sampleRate) * 100) / 100;
}

/** Scales to a peak of 0.89 (-1 dB) and fades the last `fadeSeconds` out. */
export function finish(clip: Clip, fadeSeconds: number): Clip {
  const { samples, sampleRate } = clip;
  let top = 1e-6;
  for (const sample of samples) top = Math.max(top, Math.abs(sample));
  const fade = Math.min(samples.length, Math.round(fadeSeconds * sampleRate));
  const out = samples.map((sample, i) => {
    const left = samples.length - i;
    return sample * (0.89 / top) * Math.min(1, left / fade);
  });
  return { samples: out, sampleRate };
}

/** 16-bit PCM in a RIFF header of 44 bytes. */
export function wav({ samples, sampleRate }: Clip): Uint8Array {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write("WAVEfmt ", 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(sampleRate, 24);
  bytes.writeUInt32LE(sampleRate * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36);
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, i) => {
    const clipped = Math.max(-1, Math.min(1, sample));
    bytes.writeInt16LE(Math.round(clipped * 32767), 44 + 2 * i);
  });
  return bytes;
}

export type Quality =
  | "bright"
  | "dark"
  | "noisy"
  | "short"
  | "long"
  | "sharp"
  | "gentle"
  | "fading"
  | "steady";

/**
 * Words that the samples themselves speak for. Zero crossings stand for brightness (Gouyon et al. 2000,
 * "On the use of zero-crossing rate for an application of classification of percussive sounds").
 */
export function qualities(clip: Clip): Quality[] {
  const { samples, sampleRate } = clip;
  let crossings = 0;
  for (let i = 1; i < samples.length; i += 1)
    if ((samples[i] ?? 0) >= 0 !== (samples[i - 1] ?? 0) >= 0) crossings += 1;
  const rate = (crossings / Math.max(1, samples.length)) * sampleRate;
  const length = samples.length / sampleRate;
  const shape = peaks(clip);
  const attack = shape.findIndex((peak) => peak >= LOUD);
  const late = shape.slice(PEAKS / 2).reduce((sum, one) => sum + one, 0);
  const early = shape.slice(0, PEAKS / 2).reduce((sum, one) => sum + one, 0);
  const out: Quality[] = [];
  if (rate > 9000) out.push("noisy");
  else if (rate > 3000) out.push("bright");
  else if (rate < 600) out.push("dark");
  if (length < 0.5) out.push("short");
  if (length > 4) out.push("long");
  const rise = (attack / PEAKS) * length;
  out.push(attack === 0 || rise < SHARP_SECONDS ? "sharp" : "gentle");
  out.push(late < early * FADING ? "fading" : "steady");
  return out;
}
