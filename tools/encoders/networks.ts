/** The image and the audio network: where they are cut, and what their inputs and outputs are called. */
import { packagePath } from "../lib/packages.ts";
import { Converter, type Storage, type Value } from "./convert.ts";
import { OPERATIONS } from "./convert-operations.ts";
import { OnnxGraph } from "./onnx-graph.ts";
import { readTfjsGraph } from "./tfjs-graph.ts";

export const CENTERNET = {
  path: packagePath("@vladmandic/human", "models", "centernet.json"),
  input: "tower_0/images",
  /** The last wide layer before the detection head. */
  cut: "tower_0/MobilenetV3/expanded_conv_12/expand/hard_swish/mul_1",
  /** The second block: a depthwise and a pointwise convolution each. */
  early: "tower_0/MobilenetV3/expanded_conv_1/project/BatchNorm/FusedBatchNorm",
} as const;

export const BASIC_PITCH = {
  path: packagePath("@spotify/basic-pitch", "model", "model.json"),
  input: "input_2",
  note: "Identity_1",
  onset: "Identity_2",
  /** The first convolution of the filter bank: 36 filters of 256 samples. */
  first: "StatefulPartitionedCall/model_1/cq_t2010v2_1/conv1d",
} as const;

/** Samples at 22.05 kHz that the audio network takes at once (1.99 s). */
const WINDOW = 43844;

/** `pixel_values [B, 3, H, W]`, RGB in 0..255, to `last_hidden_state [B, 528]`, the mean over H and W. */
export function imageModel(storage: Storage = "half"): Promise<Uint8Array> {
  return imageGraph(CENTERNET.cut, 528, storage);
}

/** The network's first two blocks, for the same reason as `audioProbe`. */
export function imageProbe(): Promise<Uint8Array> {
  return imageGraph(CENTERNET.early, 24, "half");
}

async function imageGraph(
  cut: string,
  channels: number,
  storage: Storage,
): Promise<Uint8Array> {
  const graph = await readTfjsGraph(CENTERNET.path);
  const onnx = new OnnxGraph();
  const shape = ["batch", 3, "height", "width"];
  const pixels: Value = {
    name: onnx.input("pixel_values", "float", shape),
    layout: "second",
  };
  const inputs = { [CENTERNET.input]: pixels };
  const rules = { operations: OPERATIONS, storage };
  const converter = new Converter(graph, onnx, inputs, rules);
  const features = converter.as(converter.value(cut), "second");
  const mean = onnx.add("ReduceMean", [features], {
    axes: [2, 3],
    keepdims: 0,
  });
  onnx.output(mean, "last_hidden_state", ["batch", channels]);
  return onnx.encode();
}

/**
 * `input_values [B, 43844, 1]`, windows of a clip, to `last_hidden_state [B, 352]`: over the window's
 * time, the mean and the maximum of each of 88 notes sounding, then of each starting.
 */
export async function audioModel(): Promise<Uint8Array> {
  const { onnx, converter } = await openAudioGraph();
  const pooled = [BASIC_PITCH.note, BASIC_PITCH.onset].flatMap((output) => {
    const frames = converter.as(converter.value(output), "last");
    return ["ReduceMean", "ReduceMax"].map((op) =>
      onnx.add(op, [frames], { axes: [1], keepdims: 0 }),
    );
  });
  const joined = onnx.add("Concat", pooled, { axis: 1 });
  onnx.output(joined, "last_hidden_state", ["batch", 352]);
  return onnx.encode();
}

/**
 * The same network up to its first convolution. The whole of it takes 20 s a window on an emulated GPU:
 * too long to find out that wasm is faster. Its first layer tells the same in milliseconds.
 */
export async function audioProbe(): Promise<Uint8Array> {
  const { onnx, converter } = await openAudioGraph();
  const bands = converter.as(converter.value(BASIC_PITCH.first), "second");
  const mean = onnx.add("ReduceMean", [bands], { axes: [2, 3], keepdims: 0 });
  onnx.output(mean, "last_hidden_state", ["batch", 36]);
  return onnx.encode();
}

async function openAudioGraph(): Promise<{
  readonly onnx: OnnxGraph;
  readonly converter: Converter;
}> {
  const graph = await readTfjsGraph(BASIC_PITCH.path);
  const onnx = new OnnxGraph();
  const samples: Value = {
    name: onnx.input("input_values", "float", ["batch", WINDOW, 1]),
    layout: "last",
  };
  // The filter bank ends in a logarithm, which makes half floats visible (cosine 0.990): full floats.
  const inputs = { [BASIC_PITCH.input]: samples };
  const rules = { operations: OPERATIONS, storage: "float" } as const;
  return { onnx, converter: new Converter(graph, onnx, inputs, rules) };
}
