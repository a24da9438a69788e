/**
 * The scorer on the GPU: `u^T W phi_i + b` for every item at once, with `W` folded into the user's weights
 * (u^T (W + B A) phi = (W + B A)^T u . phi, so an adapted scorer costs the same as a plain one).
 *
 * The dense blocks are matrix products. The concept block is sparse and padded to one width: a
 * gather of the weights, a product and a row sum (written as a matrix product, which is the fast one).
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
import type { Weights } from "../../math/features.ts";
import type { SparseRows } from "../../math/sparse.ts";

export interface Scorer {
  /** `[N]` logits before calibration, for each of the given users. */
  score(users: readonly Weights[]): Promise<Float32Array[]>;
  /** Takes over a new fused block after the sliders moved; the scorer owns it from here on. */
  replaceFused(fused: Tensor2D): void;
  /** Bytes on the backend. */
  readonly bytes: number;
  dispose(): void;
}

/**
 * @param parts `[N, D]` each, the aligned modalities on the GPU; they stay their owner's
 * @param fused `[N, D]` on the GPU; the scorer owns it from here on
 */
export function createScorer(
  concepts: SparseRows,
  parts: Readonly<Record<"text" | "image" | "audio", Tensor2D>>,
  fused: Tensor2D,
): Scorer {
  const padded = pad(concepts);
  const indices = tensor1d(padded.indices, "int32");
  const values = tensor2d(padded.values, [concepts.rows, padded.width]);
  const rowSum: Tensor2D = ones([padded.width, 1]);
  let held = fused;

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
    bytes: 4 * (held.size + indices.size + values.size + rowSum.size),
    replaceFused(next) {
      held.dispose();
      held = next;
    },
    dispose() {
      for (const tensor of [held, indices, values, rowSum]) tensor.dispose();
    },
  };
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
