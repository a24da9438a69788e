/** What stands around the text and the audio network, with networks that are simple enough to predict. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_WINDOWS } from "../../config/encoders.ts";
import type { Run } from "./run.ts";
import { AUDIO_SIZE, encodeSounds, PITCH_SIZE } from "./sound.ts";
import { encodeTexts, itemWords, TEXT_SIZE } from "./text.ts";

/** One token for each character: its code. */
const tokenize = (texts: readonly string[]): number[][] =>
  texts.map((text) => Array.from(text, (char) => char.codePointAt(0) ?? 0));

/** Answers with the number of valid tokens and their sum. */
const countAndSum: Run = ({ input_ids, attention_mask }) => {
  const [batch = 0, width = 0] = input_ids?.dims ?? [];
  const out = new Float32Array(batch * TEXT_SIZE);
  for (let row = 0; row < batch; row++)
    for (let at = row * width; at < (row + 1) * width; at++) {
      const valid = Number(attention_mask?.data[at] ?? 0);
      const id = Number(input_ids?.data[at] ?? 0);
      out[row * TEXT_SIZE] = (out[row * TEXT_SIZE] ?? 0) + valid;
      out[row * TEXT_SIZE + 1] = (out[row * TEXT_SIZE + 1] ?? 0) + valid * id;
    }
  return Promise.resolve(out);
};

describe("encoding texts", () => {
  it("gives each text its own row, whatever order the batches took", async () => {
    const texts = fc.array(fc.string({ maxLength: 200 }), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(texts, async (given) => {
        const { data, count } = await encodeTexts(given, tokenize, countAndSum);
        expect(count).toBe(given.length);
        tokenize(given).forEach((ids, row) => {
          const kept = ids.slice(0, 128);
          const sum = kept.reduce((total, id) => total + id, 0);
          expect(data[row * TEXT_SIZE]).toBe(kept.length);
          expect(data[row * TEXT_SIZE + 1]).toBe(Math.fround(sum));
        });
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("reads title and text of an item", () => {
    expect(itemWords({ title: "Cello", text: "Has four strings." })).toBe(
      "Cello. Has four strings.",
    );
  });
});

describe("encoding sounds", () => {
  const windows: number[] = [];
  const quiet: Run = ({ input_values }) => {
    const [batch = 0] = input_values?.dims ?? [];
    windows.push(batch);
    return Promise.resolve(new Float32Array(batch * PITCH_SIZE).fill(0.1));
  };
  const clip = (seconds: number) => ({
    samples: Float32Array.from(
      { length: Math.round(seconds * 22_050) },
      (_, i) => Math.sin(i / 9),
    ),
    sampleRate: 22_050,
  });

  it("hears as many windows as a clip has, at least one and at most six", async () => {
    windows.length = 0;
    const lengths = [0, 0.1, 1.9, 2.1, 5.9, 60];
    const { data, count, size } = await encodeSounds(lengths.map(clip), quiet);
    expect(windows).toEqual([1, 1, 1, 2, 3, MAX_WINDOWS]);
    expect([count, size]).toEqual([lengths.length, AUDIO_SIZE]);
    for (let row = 0; row < count; row++) {
      const vector = data.subarray(row * size, (row + 1) * size);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    }
  });

  it("hears the same in a clip at another sample rate", async () => {
    const at = (rate: number) => ({
      samples: Float32Array.from({ length: rate }, (_, i) => {
        const t = i / rate;
        return Math.sin(2 * Math.PI * 440 * t) * Math.exp(-3 * t);
      }),
      sampleRate: rate,
    });
    const { data, size } = await encodeSounds([at(22_050), at(44_100)], quiet);
    let dot = 0;
    for (let i = 0; i < size; i++)
      dot += (data[i] ?? 0) * (data[size + i] ?? 0);
    expect(dot).toBeGreaterThan(0.98);
  });
});
