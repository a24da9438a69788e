/**
 * `A B^T` for rows that lie one after the other: every row of A against every row of B. TensorFlow.js' own product of
 * a transposed matrix takes a hundred times as long on a software adapter, where nothing hides a strided read.
 */
import {
  customGrad,
  getBackend,
  matMul,
  pad,
  tidy,
  transpose,
  type GradSaveFunc,
  type Tensor2D,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import { registerOperation, runOperation } from "./program.ts";

const NAME = "PalateRowProducts";

/** Rows of A and of B an invocation multiplies: 32 products for 12 loads, all in registers. */
const TALL = 8;
const WIDE = 4;

registerOperation({
  name: NAME,
  inputs: ["a", "b"],
  shapeOf: ([a, b]) => [a?.shape[0] ?? 0, b?.shape[0] ?? 0],
  program: (_inputs: readonly TensorInfo[], [m, n]) => ({
    invocations: Math.ceil(m / TALL) * Math.ceil(n / WIDE),
    variableComponents: [4, 4],
    outputComponent: 1,
    shaderKey: "palate-row-products",
    getUserCode: code,
  }),
  plain: () => {
    throw new RangeError("wasm has a product of its own");
  },
});

function code(): string {
  const tall = Array.from({ length: TALL }, (_, i) => i);
  const wide = Array.from({ length: WIDE }, (_, j) => j);
  const lines = (text: (i: number) => string, of: number[]): string =>
    of.map(text).join("\n");
  return /* wgsl */ `
    fn main(index : i32) {
      let m = uniforms.aShape.x;
      let n = uniforms.bShape.x;
      let depth = uniforms.aShape.y / 4;
      let across = (n + ${WIDE - 1}) / ${WIDE};
      let row = (index / across) * ${TALL};
      let column = (index % across) * ${WIDE};
      if (row >= m) { return; }
      ${lines((i) => `let a${i} = min(row + ${i}, m - 1) * depth; var s${i} = vec4<f32>(0.0);`, tall)}
      ${lines((j) => `let b${j} = min(column + ${j}, n - 1) * depth;`, wide)}
      for (var k = 0; k < depth; k = k + 1) {
        ${lines((j) => `let y${j} = b[b${j} + k];`, wide)}
        ${lines((i) => `{ let x = a[a${i} + k]; s${i} = s${i} + vec4<f32>(${wide.map((j) => `dot(x, y${j})`).join(", ")}); }`, tall)}
      }
      ${lines((i) => `if (row + ${i} < m) {\n${lines((j) => `if (column + ${j} < n) { result[(row + ${i}) * n + column + ${j}] = s${i}[${j}]; }`, wide)}\n}`, tall)}
    }`;
}

/** `[m, k]`, `[n, k]` to `[m, n]`, with gradients for both. */
export function rowProducts(a: Tensor2D, b: Tensor2D): Tensor2D {
  const forward = customGrad((...given) => {
    const [x, y, save] = given as [Tensor2D, Tensor2D, GradSaveFunc];
    // What a forward pass made is gone when the gradient is taken, unless it is saved.
    save([x, y]);
    return {
      value: product(x, y),
      gradFunc: (dy, saved) => {
        const [left, right] = saved as [Tensor2D, Tensor2D];
        const outer = dy as Tensor2D;
        return [
          product(outer, transpose(right)),
          product(transpose(outer), transpose(left)),
        ];
      },
    };
  });
  return forward(a, b) as Tensor2D;
}

function product(a: Tensor2D, b: Tensor2D): Tensor2D {
  if (a.shape[1] !== b.shape[1])
    throw new RangeError(`rows of ${a.shape[1]} and ${b.shape[1]} numbers`);
  return tidy(() =>
    getBackend() === "webgpu"
      ? (runOperation(NAME, {
          a: wholeVectors(a),
          b: wholeVectors(b),
        }) as Tensor2D)
      : matMul(a, transpose(b)),
  );
}

/** The kernel loads four numbers at once; zeros add nothing. */
function wholeVectors(x: Tensor2D): Tensor2D {
  const missing = (4 - (x.shape[1] % 4)) % 4;
  if (missing === 0) return x;
  return pad(x, [
    [0, 0],
    [0, missing],
  ]);
}
