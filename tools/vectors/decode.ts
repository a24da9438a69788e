/** Files of the catalogue to pixels and samples, as a tab would decode them. */
import { FLACDecoder } from "@wasm-audio-decoders/flac";
import sharp from "sharp";
import { PICTURE_SIDE } from "../../src/config/encoders.ts";
import { PalateError } from "../../src/domain/errors.ts";
import type { Pixels } from "../../src/stages/encoders/picture.ts";
import type { Samples } from "../../src/stages/encoders/sound.ts";

/** Pixels per inch that SVG lengths refer to. */
const SVG_DPI = 72;
/** libvips refuses more than this density. */
const MAX_DPI = 2400;

/** A glyph is one colour on transparency; black is what it is encoded in. */
export async function decodePicture(
  bytes: Uint8Array,
  name: string,
): Promise<Pixels> {
  const { width = PICTURE_SIDE, format } = await sharp(bytes).metadata();
  const vector = format === "svg";
  const scaled = (SVG_DPI * PICTURE_SIDE) / width;
  const density = Math.min(MAX_DPI, Math.max(1, scaled));
  const image = sharp(
    vector ? inBlack(bytes) : bytes,
    vector ? { density } : {},
  );
  const { data, info } = await image
    .ensureAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 4)
    throw new PalateError("catalogue-file", `${name} has no RGBA pixels.`);
  return { data, width: info.width, height: info.height };
}

function inBlack(svg: Uint8Array): Buffer {
  const text = Buffer.from(svg).toString("utf8");
  return Buffer.from(text.replaceAll("currentColor", "#000"));
}

export async function decodeSound(
  bytes: Uint8Array,
  name: string,
): Promise<Samples> {
  if (name.endsWith(".flac")) return decodeFlac(bytes);
  if (name.endsWith(".wav")) return decodeWav(bytes, name);
  throw new PalateError("catalogue-file", `${name} is neither FLAC nor WAV.`);
}

async function decodeFlac(bytes: Uint8Array): Promise<Samples> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  try {
    const { channelData, sampleRate } = await decoder.decodeFile(bytes);
    return { samples: mixed(channelData), sampleRate };
  } finally {
    decoder.free();
  }
}

function mixed(channels: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(channels[0]?.length ?? 0);
  for (const channel of channels)
    for (let i = 0; i < out.length; i++)
      out[i] = (out[i] ?? 0) + (channel[i] ?? 0) / channels.length;
  return out;
}

/** Reads 16-bit PCM, the one kind that the catalogue writes. */
export function decodeWav(bytes: Uint8Array, name: string): Samples {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number): string =>
    String.fromCharCode(...bytes.subarray(at, at + 4));
  const damaged = (why: string): PalateError =>
    new PalateError("catalogue-file", `${name} ${why}.`);
  if (bytes.length < 44 || tag(0) !== "RIFF" || tag(8) !== "WAVE")
    throw damaged("is no WAV file");
  let format: { channels: number; rate: number } | null = null;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (tag(at) === "fmt ") {
      const pcm16 =
        view.getUint16(body, true) === 1 &&
        view.getUint16(body + 14, true) === 16;
      if (!pcm16) throw damaged("is not 16-bit PCM");
      const channels = view.getUint16(body + 2, true);
      format = { channels, rate: view.getUint32(body + 4, true) };
    }
    if (tag(at) === "data" && format) {
      const { channels, rate } = format;
      const available = Math.min(size, bytes.length - body);
      const samples = new Float32Array(Math.floor(available / 2 / channels));
      for (let i = 0; i < samples.length * channels; i++) {
        const value = view.getInt16(body + 2 * i, true) / 32768 / channels;
        const frame = Math.floor(i / channels);
        samples[frame] = (samples[frame] ?? 0) + value;
      }
      return { samples, sampleRate: rate };
    }
    at = body + size + (size % 2);
  }
  throw damaged("has no samples");
}
