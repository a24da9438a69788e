import { describe, expect, it } from "vitest";
import { PalateError } from "../../src/domain/errors.ts";
import { wav } from "../catalogue/audio.ts";
import { decodePicture, decodeSound, decodeWav } from "./decode.ts";
import { matrices, quantised } from "./store.ts";

describe("a stored vector", () => {
  it("keeps its direction to a cosine of 0.9999", () => {
    const row = Float32Array.from({ length: 512 }, (_, i) => Math.sin(i * i));
    const { values, scale } = quantised(row);
    const back = Array.from(values, (value) => value * scale);
    const dot = row.reduce((sum, x, i) => sum + x * (back[i] ?? 0), 0);
    const cosine = dot / (Math.hypot(...row) * Math.hypot(...back));
    expect(cosine).toBeGreaterThan(0.9999);
  });

  it("that is missing is a row of zeros with scale 0", () => {
    const one = { values: Int8Array.of(1, -2), scale: 0.5 };
    const { q8, scale } = matrices([undefined, one, undefined], 2);
    expect([...q8]).toEqual([0, 0, 1, -2, 0, 0]);
    expect([...scale]).toEqual([0, 0.5, 0]);
  });
});

describe("decoding", () => {
  it("reads the WAV files that the catalogue writes", async () => {
    const samples = Float32Array.from({ length: 500 }, (_, i) =>
      Math.sin(i / 7),
    );
    const file = wav({ samples, sampleRate: 22_050 });
    const back = await decodeSound(file, "x.wav");
    expect(back.sampleRate).toBe(22_050);
    expect(back.samples).toHaveLength(500);
    samples.forEach((value, i) =>
      expect(Math.abs((back.samples[i] ?? 9) - value)).toBeLessThan(1e-4),
    );
  });

  it("refuses damaged and foreign sounds by name", async () => {
    const file = wav({ samples: new Float32Array(10), sampleRate: 8000 });
    for (const broken of [new Uint8Array(3), file.slice(4), file.slice(0, 40)])
      expect(() => decodeWav(broken, "x.wav")).toThrow(PalateError);
    await expect(decodeSound(file, "x.mp3")).rejects.toThrow("x.mp3");
  });

  it("draws a glyph in black on transparency, at the network's size", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="512" viewBox="0 0 512 512"><path fill="currentColor" d="M0 0h256v512H0z"/></svg>`;
    const { data, width, height } = await decodePicture(
      new TextEncoder().encode(svg),
      "half.svg",
    );
    expect([width, height]).toEqual([256, 256]);
    const at = (x: number, y: number) =>
      Array.from(data.slice(4 * (y * 256 + x), 4 * (y * 256 + x) + 4));
    expect(at(40, 100)).toEqual([0, 0, 0, 255]);
    expect(at(200, 100)[3]).toBe(0);
  });
});
