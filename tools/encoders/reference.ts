/**
 * The original graphs, run by TensorFlow.js: what the converted models must agree with. Also makes each
 * folder's `reference.json`, a few inputs and the vectors that they must give, which the page checks after
 * loading.
 */
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { EncodedModality } from "../../src/domain/modality.ts";
import {
  encodePictures,
  type Pixels,
} from "../../src/stages/encoders/picture.ts";
import type { Reference } from "../../src/stages/encoders/reference.ts";
import type { Rows, Run } from "../../src/stages/encoders/run.ts";
import { encodeSounds, type Samples } from "../../src/stages/encoders/sound.ts";
import { encodeTexts } from "../../src/stages/encoders/text.ts";
import { packagePath } from "../lib/packages.ts";
import { BASIC_PITCH, CENTERNET } from "./networks.ts";
import { openTokenizer } from "./session.ts";
import { readModelFiles } from "./tfjs-graph.ts";
import { USE_LITE } from "./use-lite.ts";

let started: Promise<unknown> | null = null;

async function loadOriginal(path: string): Promise<tf.GraphModel> {
  started ??= startTfjs();
  await started;
  const { json, bytes } = await readModelFiles(path);
  const weights = json.weightsManifest.flatMap((group) => group.weights);
  // The image graph says [1, 512, 512, 3], which its layers do not need.
  const node = json.modelTopology.node.map((one) =>
    one.op === "Placeholder" ? { ...one, attr: {} } : one,
  );
  const artifacts = {
    modelTopology: { ...json.modelTopology, node },
    weightSpecs: weights as unknown as tf.io.WeightsManifestEntry[],
    weightData: bytes.buffer as ArrayBuffer,
  };
  return tf.loadGraphModel(tf.io.fromMemory(artifacts));
}

async function startTfjs(): Promise<void> {
  setWasmPaths(`${packagePath("@tensorflow/tfjs-backend-wasm", "dist")}/`);
  // TensorFlow.js advises its native package on every start in Node.
  tf.env().set("PROD", true);
  await tf.setBackend("wasm");
}

async function floats(tensor: tf.Tensor): Promise<Float32Array> {
  const data = await tensor.data();
  tensor.dispose();
  return Float32Array.from(data);
}

/** Runs the text graph row by row: it takes sparse tokens `[row, position]` and drops padding by itself. */
async function openText(): Promise<Run> {
  const model = await loadOriginal(USE_LITE.model);
  return async ({ input_ids, attention_mask }) => {
    const [batch = 0, width = 0] = input_ids?.dims ?? [];
    const places: [number, number][] = [];
    const values: number[] = [];
    for (let row = 0; row < batch; row++)
      for (let j = 0; j < width; j++) {
        const at = row * width + j;
        if (Number(attention_mask?.data[at] ?? 0) === 0) continue;
        places.push([row, j]);
        values.push(Number(input_ids?.data[at] ?? 0));
      }
    const indices = tf.tensor2d(places, [places.length, 2], "int32");
    const ids = tf.tensor1d(values, "int32");
    const output = await model.executeAsync({ indices, values: ids });
    tf.dispose([indices, ids]);
    if (Array.isArray(output)) throw new TypeError("One output was expected.");
    return floats(output);
  };
}

async function openImage(): Promise<Run> {
  const model = await loadOriginal(CENTERNET.path);
  return async ({ pixel_values }) => {
    const [batch = 0, , height = 0, width = 0] = pixel_values?.dims ?? [];
    const pooled = tf.tidy(() => {
      const data = Float32Array.from(
        (pixel_values?.data ?? []) as Float32Array,
      );
      const planes = tf.tensor4d(data, [batch, 3, height, width]);
      const pixels = tf.transpose(planes, [0, 2, 3, 1]);
      const features = model.execute(
        { [CENTERNET.input]: pixels },
        CENTERNET.cut,
      );
      if (Array.isArray(features))
        throw new TypeError("One output was expected.");
      return tf.mean(features, [1, 2]);
    });
    return floats(pooled);
  };
}

async function openAudio(): Promise<Run> {
  const model = await loadOriginal(BASIC_PITCH.path);
  return async ({ input_values }) => {
    const [batch = 0, samples = 0] = input_values?.dims ?? [];
    const pooled = tf.tidy(() => {
      const data = Float32Array.from(
        (input_values?.data ?? []) as Float32Array,
      );
      const windows = tf.tensor3d(data, [batch, samples, 1]);
      const outputs = model.execute({ [BASIC_PITCH.input]: windows }, [
        BASIC_PITCH.note,
        BASIC_PITCH.onset,
      ]);
      if (!Array.isArray(outputs))
        throw new TypeError("Two outputs were expected.");
      return tf.concat(
        outputs.flatMap((frames) => [tf.mean(frames, 1), tf.max(frames, 1)]),
        1,
      );
    });
    return floats(pooled);
  };
}

/** The original network of a modality, with the same inputs and outputs as the converted one. */
export function openOriginal(modality: EncodedModality): Promise<Run> {
  switch (modality) {
    case "text":
      return openText();
    case "image":
      return openImage();
    case "audio":
      return openAudio();
    default:
      return modality satisfies never;
  }
}

/** Short and long, plain and not. */
const TEXTS = [
  "cat",
  "A small volcanic island with black beaches.",
  "Stringed instrument, played with a bow: brown, four strings.",
  "Ünïcödé 東京 \u{1F3B8} ﬁne",
  "the quick brown fox jumps over the lazy dog ".repeat(4).trim(),
];

/** A gradient, stripes and a disc on transparency, small enough to stand in a JSON file. */
function pictures(): Pixels[] {
  const side = 16;
  const paint = (
    colour: (x: number, y: number) => readonly [number, number, number, number],
  ): Pixels => {
    const data = new Uint8ClampedArray(side * side * 4);
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) data.set(colour(x, y), (y * side + x) * 4);
    return { data, width: side, height: side };
  };
  return [
    paint((x, y) => [x * 17, y * 17, 128, 255]),
    paint((x) => (x % 4 < 2 ? [20, 20, 20, 255] : [240, 200, 40, 255])),
    paint((x, y) => [200, 30, 60, Math.hypot(x - 8, y - 8) < 6 ? 255 : 0]),
  ];
}

/** A plucked tone and a sweep, 0.3 s each. */
function sounds(): Samples[] {
  const sampleRate = 11_025;
  const play = (sample: (t: number) => number): Samples => ({
    sampleRate,
    samples: Float32Array.from({ length: 3300 }, (_, i) => {
      // As 16-bit samples, because that is how they are stored.
      return Math.round(sample(i / sampleRate) * 32767) / 32768;
    }),
  });
  return [
    play((t) => 0.8 * Math.exp(-8 * t) * Math.sin(2 * Math.PI * 440 * t)),
    play((t) => 0.5 * Math.sin(2 * Math.PI * (200 + 3000 * t) * t)),
  ];
}

const base64 = (data: ArrayBufferView): string =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");

/** Five digits tell a cosine of 0.99 from 1 by a wide margin. */
function vectorsOf({ data, count, size }: Rows): number[][] {
  return Array.from({ length: count }, (_, row) =>
    [...data.subarray(row * size, (row + 1) * size)].map(
      (value) => Math.round(value * 1e5) / 1e5,
    ),
  );
}

/** `reference.json` of a folder, without sizes of files. */
export async function makeReference(
  modality: EncodedModality,
): Promise<Omit<Reference, "files" | "runtime">> {
  const run = await openOriginal(modality);
  switch (modality) {
    case "text": {
      const rows = await encodeTexts(TEXTS, await openTokenizer(), run);
      return { modality, inputs: TEXTS, vectors: vectorsOf(rows) };
    }
    case "image": {
      const given = pictures();
      const inputs = given.map(({ data, width, height }) => ({
        rgba: base64(data),
        width,
        height,
      }));
      const rows = await encodePictures(given, run);
      return { modality, inputs, vectors: vectorsOf(rows) };
    }
    case "audio": {
      const given = sounds();
      const inputs = given.map(({ samples, sampleRate }) => ({
        pcm: base64(Int16Array.from(samples, (value) => value * 32768)),
        sampleRate,
      }));
      const rows = await encodeSounds(given, run);
      return { modality, inputs, vectors: vectorsOf(rows) };
    }
    default:
      return modality satisfies never;
  }
}
