/** The converted networks: as small, as exact and as good as they are meant to be. */
import { describe, expect, it } from "vitest";
import {
  colourHistogram,
  encodePictures,
  HISTOGRAM_SIZE,
  NETWORK_SIZE,
  preparePicture,
} from "../../src/stages/encoders/picture.ts";
import { MEL_SIZE } from "../../src/stages/encoders/mel.ts";
import {
  parseReference,
  referencePictures,
  referenceSounds,
  worstCosine,
} from "../../src/stages/encoders/reference.ts";
import { encodeSounds } from "../../src/stages/encoders/sound.ts";
import { encodeTexts } from "../../src/stages/encoders/text.ts";
import {
  columns,
  cosines,
  emojiNames,
  emojiPictures,
  neighbourAccuracy,
  soundClips,
} from "./benchmarks.ts";
import { MODEL_FOLDERS } from "./folders.ts";
import { audioModel, imageModel } from "./networks.ts";
import { makeReference, openOriginal } from "./reference.ts";
import { openModel, openTokenizer } from "./session.ts";
import { textModel } from "./use-lite.ts";

const SLOW = 120_000;

describe("conversion", () => {
  it.each(Object.values(MODEL_FOLDERS))(
    "gives $name the same bytes twice, below its limit",
    async ({ convert, limit }) => {
      const [once, twice] = await Promise.all([convert(), convert()]);
      expect(Buffer.compare(once, twice)).toBe(0);
      expect(once.length).toBeLessThanOrEqual(limit);
    },
  );
});

describe("the text network", () => {
  it(
    "gives what the original graph gives, exactly in float32 and at cosine 0.998 as shipped",
    async () => {
      const { inputs } = await emojiNames();
      const texts = [
        ...inputs.filter((_, i) => i % 25 === 0),
        "",
        "A long text. ".repeat(80),
      ];
      const tokenize = await openTokenizer();
      const encode = async (run: Parameters<typeof encodeTexts>[2]) =>
        encodeTexts(texts, tokenize, run);
      const original = await encode(await openOriginal("text"));
      const exact = await encode(await openModel(await textModel("float")));
      const shipped = await encode(await openModel(await textModel()));
      expect(Math.min(...cosines(exact, original))).toBeGreaterThan(0.99999);
      expect(Math.min(...cosines(shipped, original))).toBeGreaterThan(0.998);
    },
    SLOW,
  );

  it(
    "does not depend on what else is in the batch",
    async () => {
      const tokenize = await openTokenizer();
      const run = await openModel(await textModel());
      const texts = ["a bee", "a much longer text about bees and honey", ""];
      const together = await encodeTexts(texts, tokenize, run);
      for (const [row, text] of texts.entries()) {
        const alone = await encodeTexts([text], tokenize, run);
        const from = row * together.size;
        const data = together.data.slice(from, from + together.size);
        expect(cosines(alone, { ...alone, data })[0]).toBeGreaterThan(0.999999);
      }
    },
    SLOW,
  );

  it(
    "finds the subgroup of an emoji by its name",
    async () => {
      const { inputs, labels } = await emojiNames();
      const run = await openModel(await textModel());
      const rows = await encodeTexts(inputs, await openTokenizer(), run);
      expect(neighbourAccuracy(rows, labels)).toBeGreaterThan(0.61);
    },
    SLOW,
  );
});

describe("the image network", () => {
  it(
    "finds the subgroup of a picture, clearly better than its colours do, and as well as the original",
    async () => {
      const { inputs, labels } = await emojiPictures("few");
      const rows = await encodePictures(
        inputs,
        await openModel(await imageModel()),
      );
      const network = neighbourAccuracy(columns(rows, 0, NETWORK_SIZE), labels);
      const data = new Float32Array(inputs.length * HISTOGRAM_SIZE);
      inputs.forEach((pixels, row) => {
        const { planes, cover } = preparePicture(pixels);
        data.set(colourHistogram(planes, cover), row * HISTOGRAM_SIZE);
      });
      const colours = { data, count: inputs.length, size: HISTOGRAM_SIZE };
      const colour = neighbourAccuracy(colours, labels);
      expect(network).toBeGreaterThan(0.46);
      expect(network).toBeGreaterThan(colour + 0.03);
      expect(neighbourAccuracy(rows, labels)).toBeGreaterThanOrEqual(network);
      const sample = inputs.slice(0, 12);
      const original = await encodePictures(
        sample,
        await openOriginal("image"),
      );
      const shipped = { ...rows, data: rows.data, count: sample.length };
      expect(Math.min(...cosines(original, shipped))).toBeGreaterThan(0.99999);
    },
    SLOW,
  );
});

describe("the audio network", () => {
  it(
    "finds the kind of a sound, by mel alone and better with its notes",
    async () => {
      const { inputs, labels } = await soundClips();
      const run = await openModel(await audioModel());
      const rows = await encodeSounds(inputs, run);
      const mel = neighbourAccuracy(columns(rows, 0, MEL_SIZE), labels);
      expect(mel).toBeGreaterThan(0.55);
      expect(neighbourAccuracy(rows, labels)).toBeGreaterThan(0.6);
    },
    SLOW,
  );
});

describe("reference vectors", () => {
  it.each(["text", "image", "audio"] as const)(
    "hold for the shipped %s encoder and fail for a wrong one",
    async (modality) => {
      const made = await makeReference(modality);
      const json: unknown = JSON.parse(
        JSON.stringify({ ...made, files: {}, runtime: 0 }),
      );
      const reference = parseReference(json, modality);
      const run = await openModel(await MODEL_FOLDERS[modality].convert());
      const rows =
        reference.modality === "text"
          ? await encodeTexts(reference.inputs, await openTokenizer(), run)
          : reference.modality === "image"
            ? await encodePictures(referencePictures(reference), run)
            : await encodeSounds(referenceSounds(reference), run);
      expect(worstCosine(rows, reference)).toBeGreaterThan(0.998);
      const wrong = {
        ...rows,
        data: rows.data.map((x, i) => x + (i % 7) * 0.1),
      };
      expect(worstCosine(wrong, reference)).toBeLessThan(0.99);
      const broken = { ...rows, data: rows.data.map(() => Number.NaN) };
      expect(worstCosine(broken, reference)).toBe(0);
    },
    SLOW,
  );
});
