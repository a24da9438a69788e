/**
 * A sparse matrix times a dense one, with its gradient; and rows taken from a table, whose gradient is a segment sum,
 * which is the same product again. TensorFlow.js has neither on WebGPU with a gradient.
 */
import {
  customGrad,
  gather,
  tensor1d,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { registerOperation, runOperation } from "./program.ts";

/** `[rows, columns]` in compressed rows, on the CPU. */
interface Rows {
  readonly rows: number;
  readonly columns: number;
  readonly offsets: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** The same on the backend; whoever made it disposes of it. */
export interface SparseTensor {
  readonly rows: number;
  readonly columns: number;
  readonly offsets: Tensor1D;
  readonly indices: Tensor1D;
  readonly values: Tensor1D;
  dispose(): void;
}

export function sparseTensor(m: Rows): SparseTensor {
  // An empty buffer cannot be bound; no row points at this entry.
  const some = m.indices.length > 0;
  const offsets = tensor1d(m.offsets, "int32");
  const indices = tensor1d(some ? m.indices : [0], "int32");
  const values = tensor1d(some ? m.values : [0], "float32");
  return {
    rows: m.rows,
    columns: m.columns,
    offsets,
    indices,
    values,
    dispose: () => {
      offsets.dispose();
      indices.dispose();
      values.dispose();
    },
  };
}

const NAME = "PalateSparseDense";

registerOperation({
  name: NAME,
  inputs: ["offsets", "indices", "values", "dense"],
  shapeOf: ([offsets, , , dense]) => [
    (offsets?.shape[0] ?? 1) - 1,
    dense?.shape[1] ?? 0,
  ],
  program: (_inputs, [rows, width]) => {
    const four = width % 4 === 0;
    return {
      invocations: (rows * width) / (four ? 4 : 1),
      variableComponents: [1, 1, 1, four ? 4 : 1],
      outputComponent: four ? 4 : 1,
      shaderKey: four ? "palate-sparse-dense-4" : "palate-sparse-dense",
      getUserCode: () => codeOf(four),
    };
  },
  plain: ([offsets, indices, values, dense], inputs, out) => {
    const width = inputs[3]?.shape[1] ?? 0;
    if (!offsets || !indices || !values || !dense) return;
    out.fill(0);
    for (let row = 0; row < offsets.length - 1; row += 1)
      for (let k = offsets[row] ?? 0; k < (offsets[row + 1] ?? 0); k += 1) {
        const value = values[k] as number;
        const from = (indices[k] as number) * width;
        const to = row * width;
        for (let j = 0; j < width; j += 1)
          out[to + j] =
            (out[to + j] as number) + value * (dense[from + j] as number);
      }
  },
});

/** One invocation a number of the result (or four neighbours), in the order of memory. */
function codeOf(four: boolean): string {
  const type = four ? "vec4<f32>" : "f32";
  return /* wgsl */ `
    fn main(index : i32) {
      let width = uniforms.denseShape.y / ${four ? 4 : 1};
      let rows = uniforms.offsetsShape - 1;
      if (index >= rows * width) { return; }
      let row = index / width;
      let column = index % width;
      let end = offsets[row + 1];
      var sum = ${type}(0.0);
      for (var k = offsets[row]; k < end; k = k + 1) {
        sum = sum + values[k] * dense[indices[k] * width + column];
      }
      result[index] = sum;
    }`;
}

/**
 * `m dense` `[rows, d]`. The gradient with respect to `dense` is `flipped dy`; the sparse matrix is a constant.
 *
 * @param flipped the transpose of `m`; only needed where a gradient is taken
 */
export function sparseDense(
  m: SparseTensor,
  dense: Tensor2D,
  flipped: SparseTensor | null = null,
): Tensor2D {
  const forward = customGrad((...given) => {
    const [x] = given as Tensor[];
    return {
      value: product(m, x as Tensor2D),
      gradFunc: (dy) => {
        if (flipped === null)
          throw new RangeError("a gradient needs the transposed matrix");
        return product(flipped, dy as Tensor2D);
      },
    };
  });
  return forward(dense) as Tensor2D;
}

function product(m: SparseTensor, dense: Tensor2D): Tensor2D {
  const { offsets, indices, values } = m;
  return runOperation(NAME, { offsets, indices, values, dense }) as Tensor2D;
}

/** Rows of a table `[n, d]`; the gradient sums what falls on the same row. */
export function gatherRows(table: Tensor2D, rows: Int32Array): Tensor2D {
  const forward = customGrad((...given) => {
    const [x] = given as Tensor[];
    return {
      value: tidy(() => gather(x as Tensor2D, tensor1d(rows, "int32"))),
      gradFunc: (dy) => segmentSum(dy as Tensor2D, rows, table.shape[0]),
    };
  });
  return forward(table) as Tensor2D;
}

/** `[segments, d]`: row s is the sum of the rows of `dense` whose entry in `segment` is s. */
export function segmentSum(
  dense: Tensor2D,
  segment: Int32Array,
  segments: number,
): Tensor2D {
  const m = sparseTensor(membership(segment, segments));
  const sum = product(m, dense);
  m.dispose();
  return sum;
}

function membership(segment: Int32Array, segments: number): Rows {
  const offsets = new Int32Array(segments + 1);
  for (const s of segment) offsets[s + 1] = (offsets[s + 1] ?? 0) + 1;
  for (let s = 0; s < segments; s += 1)
    offsets[s + 1] = (offsets[s + 1] ?? 0) + (offsets[s] ?? 0);
  const next = offsets.slice();
  const indices = new Int32Array(segment.length);
  segment.forEach((s, row) => {
    const at = next[s] ?? 0;
    next[s] = at + 1;
    indices[at] = row;
  });
  const values = new Float32Array(segment.length).fill(1);
  return { rows: segments, columns: segment.length, offsets, indices, values };
}
