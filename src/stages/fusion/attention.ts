/**
 * What every modality of every item has to say, before anybody steered: the logits of the additive attention,
 *
 *   l_i^m = v . tanh(Q z_i^m) + c_m     (Bahdanau et al. 2015, arXiv 1409.0473, section A.1.2)
 *
 * They depend on the catalogue alone, so they are computed once; ./fuse.ts adds the sliders. It is the costly part
 * of fusion (`N M h D` products), hence on the GPU by a kernel of our own, or by TensorFlow.js where there is none.
 */
import { matMul, tanh, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { ownCompute, type Compute } from "../../device/compute.ts";
import { groupsOf, MAIN_BY_ROW, UNPACK } from "../../device/wgsl.ts";
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import { matrix, row, type Matrix } from "../../math/dense.ts";
import { dequantiseRows, type QuantisedRows } from "../../math/quantise.ts";
import { packWords, wordsOf } from "../../math/words.ts";

/** Parameters of the attention; `[h, D]`, `[h]` and one bias a modality. */
export interface Attention {
  readonly query: Matrix;
  readonly value: Float32Array;
  readonly bias: Readonly<Record<Modality, number>>;
}

export type ByModality<T> = Readonly<Record<Modality, T>>;

/** Names the modalities once, so that a record over them needs no cast. */
export function eachModality<T>(
  make: (modality: Modality) => T,
): Record<Modality, T> {
  return {
    text: make("text"),
    image: make("image"),
    audio: make("audio"),
    graph: make("graph"),
  };
}

/** @returns `[N]` for each modality; what is said of a missing one means nothing */
export async function attentionLogits(
  z: ByModality<QuantisedRows>,
  attention: Attention,
): Promise<Record<Modality, Float32Array>> {
  const compute = ownCompute();
  const raw = await Promise.all(
    MODALITIES.map((m) =>
      compute
        ? logitsOnGpu(compute, z[m], attention)
        : logitsOnTensors(z[m], attention),
    ),
  );
  return eachModality((m) => {
    const values = raw[MODALITIES.indexOf(m)] ?? new Float32Array();
    return values.map((value) => value + attention.bias[m]);
  });
}

async function logitsOnTensors(
  z: QuantisedRows,
  { query, value }: Attention,
): Promise<Float32Array> {
  const logits = tidy(() => {
    const vectors = tensor2d(dequantiseRows(z).data, [z.rows, z.columns]);
    const q = tensor2d(query.data, [query.rows, query.columns]);
    const v = tensor2d(value, [value.length, 1]);
    return matMul(tanh(matMul(vectors, q, false, true)), v);
  });
  try {
    return Float32Array.from(await logits.data<"float32">());
  } finally {
    logits.dispose();
  }
}

/** One invocation an item. A row of Q is filled up to whole words with zeros. */
const LOGITS = /* wgsl */ `
struct Shape { rows: u32, words: u32, hidden: u32 }
@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> vectors: array<u32>;
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read> query: array<vec4f>;
@group(0) @binding(4) var<storage, read> value: array<f32>;
@group(0) @binding(5) var<storage, read_write> logits: array<f32>;
${UNPACK}
${MAIN_BY_ROW}
  if (at >= shape.rows) { return; }
  var logit = 0.0;
  if (scales[at] > 0.0) {
    for (var h = 0u; h < shape.hidden; h++) {
      var sum = vec4f();
      for (var w = 0u; w < shape.words; w++) {
        sum += unpack(vectors[w * shape.rows + at]) * query[h * shape.words + w];
      }
      logit += value[h] * tanh(scales[at] * dot(sum, vec4f(1.0)));
    }
  }
  logits[at] = logit;
}`;

async function logitsOnGpu(
  compute: Compute,
  z: QuantisedRows,
  { query, value }: Attention,
): Promise<Float32Array> {
  const words = wordsOf(z.columns);
  const packed = new Uint32Array(words * z.rows);
  packWords(z, [0, z.rows], packed);
  const padded = matrix(query.rows, 4 * words);
  for (let h = 0; h < query.rows; h += 1) row(padded, h).set(row(query, h));
  const pipeline = await compute.pipeline(LOGITS);
  const logits = compute.empty(4 * z.rows);
  const buffers = [
    compute.uniform([z.rows, words, query.rows]),
    compute.upload(packed),
    compute.upload(z.scale),
    compute.upload(padded.data),
    compute.upload(value),
    logits,
  ];
  try {
    const group = compute.bind(pipeline, buffers);
    compute.run([{ pipeline, group, count: groupsOf(z.rows) }]);
    return new Float32Array(await compute.read(logits, 4 * z.rows));
  } finally {
    compute.release(buffers);
  }
}
