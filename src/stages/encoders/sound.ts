/**
 * Clips to unit vectors `[n, 673]`: how a clip sounds (mel statistics, 321) and which notes it plays
 * (basic-pitch, 352; Bittner et al. 2022, arXiv 2203.09893).
 */
import {
  LENGTH_WEIGHT,
  MAX_WINDOWS,
  PITCH_WEIGHT,
} from "../../config/encoders.ts";
import { MEL_RATE, MEL_SIZE, melStatistics } from "./mel.ts";
import { resample } from "./resample.ts";
import type { Rows, Run } from "./run.ts";

export interface Samples {
  /** Mono, in [-1, 1]. */
  readonly samples: Float32Array;
  /** Hz */
  readonly sampleRate: number;
}

export const PITCH_SIZE = 352;
export const AUDIO_SIZE = MEL_SIZE + PITCH_SIZE;

/** Hz; what basic-pitch was trained on. */
const PITCH_RATE = 22_050;
/** Samples of one window of basic-pitch. */
const WINDOW = 43_844;

/**
 * Typical value and spread of each group of features, over percussion, loops, textures and instruments.
 * Constants and not the catalogue's own statistics, so that a vector depends on nothing but its clip.
 */
const MEL_GROUPS = [
  { size: 64, centre: -7.8, spread: 1.5 }, // mean, log10 power
  { size: 64, centre: 1, spread: 0.5 }, // deviation
  { size: 64, centre: 0.2, spread: 0.13 }, // deviation of change
  { size: 64, centre: -6.8, spread: 1.7 }, // attack
  { size: 64, centre: -8.8, spread: 1.5 }, // tail
  { size: 1, centre: 0, spread: 1 / LENGTH_WEIGHT }, // log seconds
] as const;
const PITCH_GROUPS = [
  { size: 88, centre: 0.104, spread: 0.022 }, // notes sounding, mean
  { size: 88, centre: 0.151, spread: 0.062 }, // notes sounding, most
  { size: 88, centre: 0.11, spread: 0.017 }, // notes starting, mean
  { size: 88, centre: 0.225, spread: 0.121 }, // notes starting, most
] as const;

type Groups = readonly {
  readonly size: number;
  readonly centre: number;
  readonly spread: number;
}[];

function standardised(values: Float32Array, groups: Groups): Float32Array {
  const out = new Float32Array(values.length);
  let at = 0;
  for (const { size, centre, spread } of groups)
    for (const end = at + size; at < end; at++)
      out[at] = ((values[at] ?? 0) - centre) / spread;
  const length = Math.hypot(...out) || 1;
  return out.map((value) => value / length);
}

/** `[321]`, unit length: what needs no network. */
function melVector({ samples, sampleRate }: Samples): Float32Array {
  const heard = resample(samples, sampleRate, MEL_RATE);
  return standardised(melStatistics(heard), MEL_GROUPS);
}

/** `[673]` unit vector from the mel part and basic-pitch's pooled output. */
function audioVector(mel: Float32Array, pitch: Float32Array): Float32Array {
  const out = new Float32Array(AUDIO_SIZE);
  const norm = Math.hypot(1, PITCH_WEIGHT);
  out.set(mel.map((value) => value / norm));
  const notes = standardised(pitch, PITCH_GROUPS);
  out.set(
    notes.map((value) => (value * PITCH_WEIGHT) / norm),
    MEL_SIZE,
  );
  return out;
}

/** One clip at a time: its windows are the batch. */
export async function encodeSounds(
  clips: readonly Samples[],
  run: Run,
): Promise<Rows> {
  const data = new Float32Array(clips.length * AUDIO_SIZE);
  for (const [row, clip] of clips.entries()) {
    const { windows, count } = windowsOf(clip);
    const dims = [count, WINDOW, 1];
    const pooled = await run({
      input_values: { type: "float32", data: windows, dims },
    });
    const vector = audioVector(melVector(clip), overWindows(pooled, count));
    data.set(vector, row * AUDIO_SIZE);
  }
  return { data, count: clips.length, size: AUDIO_SIZE };
}

/** The clip's beginning in whole windows, the last filled up with silence. */
function windowsOf({ samples, sampleRate }: Samples): {
  readonly windows: Float32Array;
  readonly count: number;
} {
  const heard = resample(samples, sampleRate, PITCH_RATE);
  const needed = Math.ceil(heard.length / WINDOW);
  const count = Math.min(MAX_WINDOWS, Math.max(1, needed));
  const windows = new Float32Array(count * WINDOW);
  windows.set(heard.subarray(0, windows.length));
  return { windows, count };
}

/** `[352]`: the mean of the windows' means and the maximum of their maxima. */
function overWindows(pooled: Float32Array, count: number): Float32Array {
  const out = new Float32Array(PITCH_SIZE);
  for (let window = 0; window < count; window++)
    for (let i = 0; i < PITCH_SIZE; i++) {
      const value = pooled[window * PITCH_SIZE + i] ?? 0;
      const isMaximum = Math.floor(i / 88) % 2 === 1;
      const before = out[i] ?? 0;
      out[i] = isMaximum ? Math.max(before, value) : before + value / count;
    }
  return out;
}
