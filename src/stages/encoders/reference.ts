/**
 * `reference.json` of a model folder: a few inputs and the vectors that the original network gives for
 * them. An encoder that does not reproduce them on this machine is not used.
 */
import { PalateError } from "../../domain/errors.ts";
import type { EncodedModality } from "../../domain/modality.ts";
import type { Pixels } from "./picture.ts";
import type { Rows } from "./run.ts";
import type { Samples } from "./sound.ts";

/** The file's content; samples are 16-bit little-endian, both they and pixels in base64. */
export type Reference = {
  /** Bytes of every other file of the folder. */
  readonly files: Readonly<Record<string, number>>;
  /** Bytes of ONNX Runtime's wasm, which is fetched with the first encoder. */
  readonly runtime: number;
  readonly vectors: readonly (readonly number[])[];
} & (
  | { readonly modality: "text"; readonly inputs: readonly string[] }
  | {
      readonly modality: "image";
      readonly inputs: readonly {
        readonly rgba: string;
        readonly width: number;
        readonly height: number;
      }[];
    }
  | {
      readonly modality: "audio";
      readonly inputs: readonly {
        readonly pcm: string;
        readonly sampleRate: number;
      }[];
    }
);

/** What each modality's encoder takes. */
export interface Inputs {
  readonly text: string;
  readonly image: Pixels;
  readonly audio: Samples;
}

/** The file is of this origin and made by the build, so only its kind is checked. */
export function parseReference(
  value: unknown,
  modality: EncodedModality,
): Reference {
  const reference = value as Reference;
  const fits =
    typeof value === "object" &&
    value !== null &&
    reference.modality === modality &&
    Array.isArray(reference.inputs) &&
    Array.isArray(reference.vectors) &&
    typeof reference.files === "object";
  if (fits) return reference;
  throw new PalateError(
    "encoder-failed",
    `The ${modality} encoder's reference.json is damaged.`,
    "Build the encoders again with `npm run encoders`.",
  );
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}

export function referencePictures(
  reference: Reference & { readonly modality: "image" },
): Pixels[] {
  return reference.inputs.map(({ rgba, width, height }) => ({
    data: bytesOf(rgba),
    width,
    height,
  }));
}

export function referenceSounds(
  reference: Reference & { readonly modality: "audio" },
): Samples[] {
  return reference.inputs.map(({ pcm, sampleRate }) => {
    const samples = new Int16Array(bytesOf(pcm).buffer);
    return {
      samples: Float32Array.from(samples, (value) => value / 32768),
      sampleRate,
    };
  });
}

/** The worst cosine between what came out and what should have; 0 for anything that is not finite. */
export function worstCosine(rows: Rows, reference: Reference): number {
  if (rows.count !== reference.vectors.length) return 0;
  const cosines = reference.vectors.map((wanted, row) => {
    const from = row * rows.size;
    return cosine(rows.data.subarray(from, from + rows.size), wanted);
  });
  return Math.min(...cosines);
}

function cosine(a: Float32Array, b: readonly number[]): number {
  if (a.length !== b.length) return 0;
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  const value = dot / Math.sqrt(aa * bb);
  return Number.isFinite(value) ? value : 0;
}
