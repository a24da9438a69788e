/**
 * From decoded pixels to what the image network sees, and the colour histogram beside it. Pure: the build
 * and the tab resize with this code, not with whatever their decoder offers, so that their vectors agree.
 */
import {
  COLOUR_WEIGHT,
  PICTURE_BATCH,
  PICTURE_SIDE,
} from "../../config/encoders.ts";
import type { Rows, Run } from "./run.ts";

export interface Pixels {
  /** RGBA, not premultiplied, row by row. */
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Length of the network's output. */
export const NETWORK_SIZE = 528;
/** Levels of each of red, green and blue in the histogram. */
const LEVELS = 8;
export const HISTOGRAM_SIZE = LEVELS ** 3;
export const IMAGE_SIZE = NETWORK_SIZE + HISTOGRAM_SIZE;

const PLANE = PICTURE_SIDE * PICTURE_SIDE;

/** What every output pixel of one axis is mixed from. */
interface Axis {
  readonly first: Int32Array;
  /** `[outputs, taps]`, each row summing to 1. */
  readonly weights: Float64Array;
  readonly taps: number;
}

/**
 * Triangle filter that widens when it shrinks (antialiased bilinear). Outputs beyond the edge take the
 * nearest pixels that exist.
 */
function axis(from: number, to: number): Axis {
  const scale = from / to;
  const reach = Math.max(1, scale);
  const taps = Math.ceil(reach) * 2 + 1;
  const first = new Int32Array(to);
  const weights = new Float64Array(to * taps);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - reach + 0.5));
    const end = Math.min(from, Math.floor(centre + reach + 0.5));
    first[i] = start;
    let sum = 0;
    for (let j = start; j < end; j++) {
      const weight = Math.max(0, 1 - Math.abs(j + 0.5 - centre) / reach);
      weights[i * taps + j - start] = weight;
      sum += weight;
    }
    for (let t = 0; t < taps; t++)
      weights[i * taps + t] = (weights[i * taps + t] ?? 0) / sum;
  }
  return { first, weights, taps };
}

/**
 * `[3, 256, 256]` in 0..255 on white, and the share of each pixel that the picture covers. The picture is
 * squeezed to a square: cutting it would lose what stands at its edge.
 */
export function preparePicture(picture: Pixels): {
  readonly planes: Float32Array;
  readonly cover: Float32Array;
} {
  const { width, height } = picture;
  if (width < 1 || height < 1 || picture.data.length < width * height * 4)
    throw new RangeError(`${width} x ${height} pixels do not fit their data.`);
  const source = onWhite(picture);
  const columns = axis(width, PICTURE_SIDE);
  const rows = axis(height, PICTURE_SIDE);
  const out = new Float32Array(4 * PLANE);
  for (let plane = 0; plane < 4; plane++) {
    const pixels = source.subarray(
      plane * width * height,
      (plane + 1) * width * height,
    );
    const wide = squeezeRows(pixels, width, height, columns);
    squeezeColumns(
      wide,
      rows,
      out.subarray(plane * PLANE, (plane + 1) * PLANE),
    );
  }
  return { planes: out.subarray(0, 3 * PLANE), cover: out.subarray(3 * PLANE) };
}

/** Planes R, G, B over white, then alpha in 0..1. */
function onWhite({ data, width, height }: Pixels): Float32Array {
  const count = width * height;
  const planes = new Float32Array(4 * count);
  for (let i = 0; i < count; i++) {
    const alpha = (data[4 * i + 3] ?? 0) / 255;
    const white = 255 * (1 - alpha);
    for (let c = 0; c < 3; c++)
      planes[c * count + i] = (data[4 * i + c] ?? 0) * alpha + white;
    planes[3 * count + i] = alpha;
  }
  return planes;
}

function squeezeRows(
  pixels: Float32Array,
  width: number,
  height: number,
  { first, weights, taps }: Axis,
): Float32Array {
  if (width === PICTURE_SIDE) return pixels;
  const out = new Float32Array(height * PICTURE_SIDE);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < PICTURE_SIDE; x++) {
      const from = y * width + (first[x] ?? 0);
      let sum = 0;
      for (let t = 0; t < taps; t++) {
        const weight = weights[x * taps + t] ?? 0;
        if (weight !== 0) sum += weight * (pixels[from + t] ?? 0);
      }
      out[y * PICTURE_SIDE + x] = sum;
    }
  return out;
}

function squeezeColumns(
  pixels: Float32Array,
  { first, weights, taps }: Axis,
  out: Float32Array,
): void {
  if (pixels.length === PLANE) return out.set(pixels);
  for (let y = 0; y < PICTURE_SIDE; y++)
    for (let t = 0; t < taps; t++) {
      const weight = weights[y * taps + t] ?? 0;
      if (weight === 0) continue;
      const from = ((first[y] ?? 0) + t) * PICTURE_SIDE;
      const to = y * PICTURE_SIDE;
      for (let x = 0; x < PICTURE_SIDE; x++)
        out[to + x] = (out[to + x] ?? 0) + weight * (pixels[from + x] ?? 0);
    }
}

/**
 * `[512]` unit vector: the square root of the share of each of 8 x 8 x 8 colours among what the picture
 * covers (Hellinger's kernel as a dot product). White paper around a cut-out does not count.
 */
export function colourHistogram(
  planes: Float32Array,
  cover: Float32Array,
): Float32Array {
  const histogram = new Float32Array(HISTOGRAM_SIZE);
  let total = 0;
  for (let i = 0; i < PLANE; i++) {
    const weight = cover[i] ?? 0;
    let bin = 0;
    for (let c = 0; c < 3; c++) {
      const value = Math.min(255, Math.max(0, planes[c * PLANE + i] ?? 0));
      bin = bin * LEVELS + Math.floor((value * LEVELS) / 256);
    }
    histogram[bin] = (histogram[bin] ?? 0) + weight;
    total += weight;
  }
  return histogram.map((share) => Math.sqrt(share / Math.max(total, 1e-6)));
}

/** `[1040]` unit vector from the network's output and the histogram. */
function imageVector(
  network: Float32Array,
  histogram: Float32Array,
): Float32Array {
  const out = new Float32Array(IMAGE_SIZE);
  const length = Math.hypot(...network) || 1;
  const norm = Math.hypot(1, COLOUR_WEIGHT);
  network.forEach((value, i) => {
    out[i] = value / length / norm;
  });
  histogram.forEach((value, i) => {
    out[NETWORK_SIZE + i] = (value * COLOUR_WEIGHT) / norm;
  });
  return out;
}

/** Pictures to unit vectors `[n, 1040]`. */
export async function encodePictures(
  pictures: readonly Pixels[],
  run: Run,
): Promise<Rows> {
  const data = new Float32Array(pictures.length * IMAGE_SIZE);
  for (let from = 0; from < pictures.length; from += PICTURE_BATCH) {
    const batch = pictures
      .slice(from, from + PICTURE_BATCH)
      .map(preparePicture);
    const pixels = new Float32Array(batch.length * 3 * PLANE);
    batch.forEach(({ planes }, i) => pixels.set(planes, i * 3 * PLANE));
    const dims = [batch.length, 3, PICTURE_SIDE, PICTURE_SIDE];
    const features = await run({
      pixel_values: { type: "float32", data: pixels, dims },
    });
    batch.forEach(({ planes, cover }, i) => {
      const network = features.subarray(
        i * NETWORK_SIZE,
        (i + 1) * NETWORK_SIZE,
      );
      const vector = imageVector(network, colourHistogram(planes, cover));
      data.set(vector, (from + i) * IMAGE_SIZE);
    });
  }
  return { data, count: pictures.length, size: IMAGE_SIZE };
}
