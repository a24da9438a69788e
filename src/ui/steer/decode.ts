/** A picture or a sound that a person gives, decoded in this tab and bounded before it is. */
import { GIVEN } from "../../config/steering.ts";
import { PalateError } from "../../domain/errors.ts";
import type { Readable } from "../../domain/wish.ts";

/** File name endings and media types, as in `<input accept>`. No SVG: it is a document, not a picture. */
export const ACCEPTED =
  "image/png,image/jpeg,image/webp,image/gif,image/avif,audio/*";

/** @throws PalateError `bad-input` for what is neither, is too large, or cannot be read */
export async function decode(file: File): Promise<Readable> {
  const picture = file.type.startsWith("image/") && !file.type.includes("svg");
  const sound = file.type.startsWith("audio/");
  if (!picture && !sound)
    throw refused("This is neither a picture nor a sound.");
  if (file.size > GIVEN.most) throw refused("This file is too large.");
  try {
    return await (picture ? pictureOf(file) : soundOf(file));
  } catch (cause) {
    throw refused("This file could not be read.", cause);
  }
}

function refused(message: string, cause?: unknown): PalateError {
  const remedy = "Choose a PNG, JPEG or WebP picture, or a sound below 30 MB.";
  return new PalateError("bad-input", message, remedy, { cause });
}

async function pictureOf(file: File): Promise<Readable> {
  const whole = await createImageBitmap(file);
  const scale = Math.min(1, GIVEN.side / Math.max(whole.width, whole.height));
  const width = Math.max(1, Math.round(whole.width * scale));
  const height = Math.max(1, Math.round(whole.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const paper = canvas.getContext("2d");
  if (paper === null) throw new Error("there is no canvas");
  // The catalogue's pictures were read on white.
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, width, height);
  paper.drawImage(whole, 0, 0, width, height);
  whole.close();
  const { data } = paper.getImageData(0, 0, width, height);
  return { modality: "image", data, width, height };
}

/** Hz; what the encoders resample from. */
const RATE = 22_050;

async function soundOf(file: File): Promise<Readable> {
  const context = new OfflineAudioContext(1, 1, RATE);
  const decoded = await context.decodeAudioData(await file.arrayBuffer());
  const length = Math.min(decoded.length, GIVEN.seconds * RATE);
  const samples = new Float32Array(length);
  for (let channel = 0; channel < decoded.numberOfChannels; channel += 1) {
    const heard = decoded.getChannelData(channel);
    for (let i = 0; i < length; i += 1)
      samples[i] =
        (samples[i] ?? 0) + (heard[i] ?? 0) / decoded.numberOfChannels;
  }
  return { modality: "audio", samples, sampleRate: decoded.sampleRate };
}
