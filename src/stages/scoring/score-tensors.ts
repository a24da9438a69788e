/**
 * The scorer on TensorFlow.js, for WebAssembly. The dense blocks are matrix products. The concept block is sparse and
 * padded to one width: a gather of the weights, a product and a row sum (written as a matrix product).
 */
import {
  add,
  gather,
  matMul,
  mul,
  ones,
  reshape,
  tensor1d,
  tensor2d,
  tidy,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import type { Matrix } from "../../math/dense.ts";
import type { Weights } from "../../math/features.ts";
import type { SparseRows } from "../../math/sparse.ts";
import type { Fusion, ScoredItems, Scorer } from "./scorer.ts";

export function createTensorScorer(
  { aligned, concepts }: ScoredItems,
  fusion: Fusion,
): Scorer {
  const parts = {
    text: upload(aligned.text),
    image: upload(aligned.image),
    audio: upload(aligned.audio),
  };
  const padded = pad(concepts);
  const indices = tensor1d(padded.indices, "int32");
  const values = tensor2d(padded.values, [concepts.rows, padded.width]);
  const rowSum: Tensor2D = ones([padded.width, 1]);
  let held = upload(fusion.fused);

  const constant = [...Object.values(parts), indices, values, rowSum];

  const one = (weights: Weights): Tensor1D =>
    tidy(() => {
      const column = (x: Float32Array): Tensor2D => tensor2d(x, [x.length, 1]);
      const dense = add(
        add(
          matMul(held, column(weights.fused)),
          matMul(parts.text, column(weights.text)),
        ),
        add(
          matMul(parts.image, column(weights.image)),
          matMul(parts.audio, column(weights.audio)),
        ),
      );
      const picked = gather(tensor1d(weights.concepts), indices);
      const spread = mul(
        reshape(picked, [concepts.rows, padded.width]),
        values,
      ) as Tensor2D;
      return reshape(add(dense, matMul(spread, rowSum)), [concepts.rows]);
    });

  return {
    async score(users) {
      const scores = users.map(one);
      try {
        return await Promise.all(
          scores.map(async (tensor) =>
            Float32Array.from(await tensor.data<"float32">()),
          ),
        );
      } finally {
        for (const tensor of scores) tensor.dispose();
      }
    },
    get bytes() {
      return constant.reduce((sum, { size }) => sum + 4 * size, 4 * held.size);
    },
    replaceFusion({ fused }) {
      held.dispose();
      held = upload(fused);
    },
    dispose() {
      for (const tensor of [held, ...constant]) tensor.dispose();
    },
  };
}

function upload(m: Matrix): Tensor2D {
  return tensor2d(m.data, [m.rows, m.columns]);
}

/** Rows of one width; the padding points at column 0 with value 0. */
function pad(m: SparseRows): {
  width: number;
  indices: Int32Array;
  values: Float32Array;
} {
  let width = 1;
  for (let i = 0; i < m.rows; i += 1)
    width = Math.max(width, (m.offsets[i + 1] ?? 0) - (m.offsets[i] ?? 0));
  const indices = new Int32Array(m.rows * width);
  const values = new Float32Array(m.rows * width);
  for (let i = 0; i < m.rows; i += 1) {
    const from = m.offsets[i] ?? 0;
    const to = m.offsets[i + 1] ?? 0;
    indices.set(m.indices.subarray(from, to), i * width);
    values.set(m.values.subarray(from, to), i * width);
  }
  return { width, indices, values };
}
