/**
 * The three model folders that the page loads, in the layout of transformers.js: which files they hold and
 * what stands in them.
 */
import { join } from "node:path";
import type { EncodedModality } from "../../src/domain/modality.ts";
import { rootPath } from "../lib/packages.ts";
import { audioModel, audioProbe, imageModel, imageProbe } from "./networks.ts";
import { tokenizerConfig, tokenizerJson, vocabulary } from "./tokenizer.ts";
import { textModel, textProbe } from "./use-lite.ts";

export const ENCODERS_FOLDER = rootPath("public", "encoders");

export interface ModelFolder {
  readonly modality: EncodedModality;
  readonly name: string;
  /** Path of the ONNX file inside the folder; its suffix is what transformers.js calls the dtype. */
  readonly model: string;
  readonly convert: () => Promise<Uint8Array>;
  /** Further files: bytes as they are, everything else as JSON. */
  readonly files: () => Promise<Readonly<Record<string, unknown>>>;
  /** Bytes; the largest that the model may be. */
  readonly limit: number;
}

const MEGABYTE = 1_000_000;

/**
 * The classes named here are the plainest of transformers.js that feed a model just the inputs that it
 * names; the networks themselves are ours.
 */
const TEXT_CONFIG = {
  model_type: "distilbert",
  architectures: ["DistilBertModel"],
  hidden_size: 512,
  dim: 512,
  n_layers: 2,
  n_heads: 4,
  max_position_embeddings: 128,
  vocab_size: 8002,
  pad_token_id: 2,
  "transformers.js_config": { dtype: "q8" },
};
const IMAGE_CONFIG = {
  model_type: "mobilenet_v3",
  architectures: ["MobileNetV3Model"],
  "transformers.js_config": { dtype: "fp32" },
};
/** 0..255 as they are: the network scales by itself. */
const IMAGE_PREPROCESSOR = {
  image_processor_type: "MobileNetV3ImageProcessor",
  do_resize: true,
  size: { height: 256, width: 256 },
  resample: 2,
  do_rescale: false,
  do_normalize: false,
  do_convert_rgb: true,
};
const AUDIO_CONFIG = {
  model_type: "wav2vec2",
  architectures: ["Wav2Vec2Model"],
  "transformers.js_config": { dtype: "fp32" },
};

export const MODEL_FOLDERS: Readonly<Record<EncodedModality, ModelFolder>> = {
  text: {
    modality: "text",
    name: "use-lite",
    model: "onnx/model_quantized.onnx",
    convert: () => textModel(),
    files: async () => ({
      "config.json": TEXT_CONFIG,
      "tokenizer.json": tokenizerJson(await vocabulary()),
      "tokenizer_config.json": tokenizerConfig(),
      "onnx/probe.onnx": await textProbe(),
    }),
    limit: 8 * MEGABYTE,
  },
  image: {
    modality: "image",
    name: "centernet",
    model: "onnx/model.onnx",
    convert: () => imageModel(),
    files: async () => ({
      "config.json": IMAGE_CONFIG,
      "preprocessor_config.json": IMAGE_PREPROCESSOR,
      "onnx/probe.onnx": await imageProbe(),
    }),
    limit: 1.3 * MEGABYTE,
  },
  audio: {
    modality: "audio",
    name: "basic-pitch",
    model: "onnx/model.onnx",
    convert: () => audioModel(),
    files: async () => ({
      "config.json": AUDIO_CONFIG,
      "onnx/probe.onnx": await audioProbe(),
    }),
    limit: 0.9 * MEGABYTE,
  },
};

export function modelPath({ name, model }: ModelFolder): string {
  return join(ENCODERS_FOLDER, name, model);
}
