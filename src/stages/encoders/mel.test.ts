import FFT from "fft.js";
import { describe, expect, it } from "vitest";
import { logMel, MEL_RATE, MEL_SIZE, melStatistics } from "./mel.ts";
import { resample } from "./resample.ts";

const BANDS = 64;

function tone(hz: number, seconds: number, rate: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate),
  );
}

/** The band with the most power in the middle of a clip. */
function loudest(samples: Float32Array): number {
  const mel = logMel(samples);
  const middle = Math.floor(mel.length / BANDS / 2) * BANDS;
  const frame = [...mel.subarray(middle, middle + BANDS)];
  return frame.indexOf(Math.max(...frame));
}

describe("log-mel statistics", () => {
  it("hear a higher tone in a higher band", () => {
    const bands = [110, 220, 440, 880, 1760, 3520, 7040].map((hz) =>
      loudest(tone(hz, 0.5, MEL_RATE)),
    );
    expect(bands).toEqual(bands.toSorted((a, b) => a - b));
    expect(new Set(bands).size).toBe(bands.length);
  });

  it("put a tone's power where the mel scale says", () => {
    const mel = (hz: number) => 2595 * Math.log10(1 + hz / 700);
    for (const hz of [300, 1000, 4000]) {
      const place = (mel(hz) - mel(30)) / (mel(8000) - mel(30));
      expect(loudest(tone(hz, 0.5, MEL_RATE))).toBeCloseTo(
        place * 65 - 1,
        -0.5,
      );
    }
  });

  it("tell ten times the amplitude as two more in log10 of power", () => {
    const quiet = tone(1000, 0.5, MEL_RATE).map((x) => x / 10);
    const loud = melStatistics(tone(1000, 0.5, MEL_RATE));
    const soft = melStatistics(quiet);
    const band = loudest(quiet);
    expect((loud[band] ?? 0) - (soft[band] ?? 0)).toBeCloseTo(2, 1);
  });

  it("are finite and of one size for silence, one sample and nothing", () => {
    for (const length of [0, 1, 159, 16_000]) {
      const vector = melStatistics(new Float32Array(length));
      expect(vector).toHaveLength(MEL_SIZE);
      expect(vector.every(Number.isFinite)).toBe(true);
    }
  });

  it("know a fading sound by its attack and tail", () => {
    const fading = tone(500, 1, MEL_RATE).map(
      (x, i) => x * Math.exp(-i / 2000),
    );
    const band = loudest(fading);
    const vector = melStatistics(fading);
    const [attack = 0, tail = 0] = [vector[192 + band], vector[256 + band]];
    expect(attack).toBeGreaterThan(tail + 2);
  });

  it("rest on a Fourier transform that equals the sum it stands for", () => {
    const n = 16;
    const values = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
    const fft = new FFT(n);
    const out = fft.createComplexArray();
    fft.realTransform(out, values);
    for (let k = 0; k <= n / 2; k++) {
      let [re, im] = [0, 0];
      values.forEach((value, i) => {
        re += value * Math.cos((2 * Math.PI * k * i) / n);
        im -= value * Math.sin((2 * Math.PI * k * i) / n);
      });
      expect(out[2 * k]).toBeCloseTo(re, 9);
      expect(out[2 * k + 1]).toBeCloseTo(im, 9);
    }
  });
});

describe("resampling", () => {
  it.each([
    [44_100, 16_000],
    [44_100, 22_050],
    [11_025, 22_050],
    [48_000, 16_000],
  ])(
    "from %d to %d Hz keeps a tone as it would have been sampled",
    (from, to) => {
      const got = resample(tone(1000, 0.2, from), from, to);
      const wanted = tone(1000, 0.2, to);
      expect(Math.abs(got.length - wanted.length)).toBeLessThanOrEqual(1);
      for (let i = 200; i < wanted.length - 200; i++)
        expect(Math.abs((got[i] ?? 0) - (wanted[i] ?? 0))).toBeLessThan(0.005);
    },
  );

  it("drops what the new rate cannot hold instead of folding it down", () => {
    const got = resample(tone(12_000, 0.2, 44_100), 44_100, 16_000);
    const middle = got.subarray(400, got.length - 400);
    expect(Math.max(...middle.map(Math.abs))).toBeLessThan(0.005);
  });

  it("gives the same samples back at the same rate", () => {
    const samples = tone(100, 0.1, 8000);
    expect(resample(samples, 8000, 8000)).toBe(samples);
  });
});
