import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PICTURE_SIDE } from "../../config/encoders.ts";
import {
  colourHistogram,
  encodePictures,
  HISTOGRAM_SIZE,
  IMAGE_SIZE,
  NETWORK_SIZE,
  preparePicture,
  type Pixels,
} from "./picture.ts";
import type { Run } from "./run.ts";

const PLANE = PICTURE_SIDE * PICTURE_SIDE;

function filled(
  width: number,
  height: number,
  rgba: readonly [number, number, number, number],
): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) data.set(rgba, 4 * i);
  return { data, width, height };
}

const byte = fc.nat(255);

describe("a prepared picture", () => {
  it("keeps one colour at any size, mixed with white by its alpha", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 600 }),
        fc.tuple(byte, byte, byte, byte),
        (width, height, rgba) => {
          const { planes, cover } = preparePicture(filled(width, height, rgba));
          const alpha = rgba[3] / 255;
          for (let c = 0; c < 3; c++) {
            const wanted = (rgba[c] ?? 0) * alpha + 255 * (1 - alpha);
            for (const at of [0, 777, PLANE - 1])
              expect(planes[c * PLANE + at]).toBeCloseTo(wanted, 2);
          }
          expect(cover[PLANE - 1]).toBeCloseTo(alpha, 4);
        },
      ),
      { seed: 1, numRuns: 12 },
    );
  });

  it("is the same picture when it already has the right size", () => {
    const data = Uint8ClampedArray.from({ length: PLANE * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : (i * 7) % 251,
    );
    const { planes } = preparePicture({
      data,
      width: PICTURE_SIDE,
      height: PICTURE_SIDE,
    });
    for (const i of [0, 1, 255, 256, PLANE - 1])
      for (let c = 0; c < 3; c++)
        expect(planes[c * PLANE + i]).toBe(data[4 * i + c]);
  });

  it("averages neighbours when it shrinks by two, away from the edges", () => {
    const side = 2 * PICTURE_SIDE;
    const picture = filled(side, side, [0, 0, 0, 255]);
    // Columns in pairs 0, 100: the mean is 50 wherever both weigh the same.
    for (let i = 0; i < side * side; i++)
      if (i % 2 === 1) picture.data[4 * i] = 100;
    const { planes } = preparePicture(picture);
    expect(planes[128 * PICTURE_SIDE + 128]).toBeCloseTo(50, 3);
  });

  it("refuses sizes that do not fit the data", () => {
    const data = new Uint8ClampedArray(16);
    expect(() => preparePicture({ data, width: 3, height: 2 })).toThrow(
      RangeError,
    );
    expect(() => preparePicture({ data, width: 0, height: 2 })).toThrow(
      RangeError,
    );
  });
});

describe("the colour histogram", () => {
  const histogramOf = (picture: Pixels): Float32Array => {
    const { planes, cover } = preparePicture(picture);
    return colourHistogram(planes, cover);
  };

  it("has unit length, and one bin for one colour", () => {
    const histogram = histogramOf(filled(4, 4, [255, 0, 0, 255]));
    expect(histogram).toHaveLength(HISTOGRAM_SIZE);
    expect(histogram[7 * 64]).toBeCloseTo(1, 5);
    expect(Math.hypot(...histogram)).toBeCloseTo(1, 5);
  });

  it("does not count the paper around a cut-out", () => {
    const picture = filled(PICTURE_SIDE, PICTURE_SIDE, [0, 0, 0, 0]);
    for (let i = 0; i < PLANE / 4; i++)
      picture.data.set([0, 0, 255, 255], 4 * i);
    expect(histogramOf(picture)[7]).toBeCloseTo(1, 5);
  });

  it("is finite for a picture of nothing", () => {
    const histogram = histogramOf(filled(2, 2, [9, 9, 9, 0]));
    expect(histogram.every((value) => value === 0)).toBe(true);
  });
});

describe("picture vectors", () => {
  it("come in the order of their pictures, whatever the batches", async () => {
    const shades = [10, 60, 110, 160, 210, 30, 80, 130, 180, 230, 250];
    const pictures = shades.map((v) => filled(8, 8, [v, v, v, 255]));
    // A network that answers with the red of the first pixel, in its own place.
    const run: Run = ({ pixel_values }) => {
      const batch = pixel_values?.dims[0] ?? 0;
      const out = new Float32Array(batch * NETWORK_SIZE);
      for (let i = 0; i < batch; i++) {
        const shade = Number(pixel_values?.data[i * 3 * PLANE] ?? 0);
        out[i * NETWORK_SIZE] = Math.cos(shade / 100);
        out[i * NETWORK_SIZE + 1] = Math.sin(shade / 100);
      }
      return Promise.resolve(out);
    };
    const { data, count, size } = await encodePictures(pictures, run);
    expect([count, size]).toEqual([shades.length, IMAGE_SIZE]);
    shades.forEach((shade, row) => {
      const vector = data.subarray(row * size, (row + 1) * size);
      const [x = 0, y = 0] = vector;
      expect(Math.atan2(y, x) * 100).toBeCloseTo(shade, 2);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    });
  });
});
