/**
 * How a kernel of our own becomes an operation of TensorFlow.js on both backends: WGSL on WebGPU, plain arrays over
 * the heap on wasm. Gradients are given where the operation is called (`customGrad`), so nothing global knows them.
 */
import {
  engine,
  registerKernel,
  type KernelBackend,
  type NamedTensorInfoMap,
  type Tensor,
  type TensorInfo,
} from "@tensorflow/tfjs-core";

/** What TensorFlow.js asks of a program (its `WebGPUProgram`), for one flat range of invocations. */
interface Program {
  readonly variableNames: string[];
  /** 4 where a variable is read as `vec4`. */
  readonly variableComponents: number[];
  readonly outputComponent: number;
  readonly outputShape: number[];
  /** Names the text; texts that differ need keys that differ. */
  shaderKey: string;
  readonly getUserCode: () => string;
}

interface GpuBackend extends KernelBackend {
  runWebGPUProgram(
    program: Program & Shape,
    inputs: TensorInfo[],
    dtype: "float32",
  ): TensorInfo;
}

interface Shape {
  readonly workgroupSize: [number, number, number];
  readonly dispatchLayout: { readonly x: number[] };
  dispatch: [number, number, number];
}

interface HeapBackend extends KernelBackend {
  makeOutput(shape: number[], dtype: "float32"): TensorInfo;
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array;
}

export interface Operation {
  readonly name: string;
  /** In the order in which `plain` takes them. */
  readonly inputs: readonly string[];
  shapeOf(inputs: readonly TensorInfo[]): [number, number];
  /** The program's text, and how many invocations there are work for. */
  program(
    inputs: readonly TensorInfo[],
    shape: readonly [number, number],
  ): Pick<
    Program,
    "variableComponents" | "outputComponent" | "shaderKey" | "getUserCode"
  > & { readonly invocations: number };
  plain(
    arrays: readonly (Float32Array | Int32Array)[],
    inputs: readonly TensorInfo[],
    out: Float32Array,
  ): void;
}

const GROUP = 64;

export function registerOperation(operation: Operation): void {
  const { name } = operation;
  const ordered = (inputs: NamedTensorInfoMap): TensorInfo[] =>
    operation.inputs.flatMap((each) => inputs[each] ?? []);
  registerKernel({
    kernelName: name,
    backendName: "webgpu",
    kernelFunc: ({ inputs, backend }) =>
      onGpu(operation, ordered(inputs), backend as GpuBackend),
  });
  registerKernel({
    kernelName: name,
    backendName: "wasm",
    kernelFunc: ({ inputs, backend }) =>
      onHeap(operation, ordered(inputs), backend as HeapBackend),
  });
}

function onGpu(
  operation: Operation,
  inputs: TensorInfo[],
  backend: GpuBackend,
): TensorInfo {
  const outputShape = operation.shapeOf(inputs);
  const { invocations, ...program } = operation.program(inputs, outputShape);
  return backend.runWebGPUProgram(
    {
      ...program,
      variableNames: [...operation.inputs],
      outputShape,
      workgroupSize: [GROUP, 1, 1],
      dispatchLayout: { x: [0, 1] },
      dispatch: [Math.ceil(invocations / GROUP), 1, 1],
    },
    inputs,
    "float32",
  );
}

function onHeap(
  operation: Operation,
  inputs: TensorInfo[],
  backend: HeapBackend,
): TensorInfo {
  // The output first: making it may move the heap, and views of the old one would be empty.
  const out = backend.makeOutput(operation.shapeOf(inputs), "float32");
  const arrays = inputs.map((input) => backend.typedArrayFromHeap(input));
  const result = backend.typedArrayFromHeap(out);
  if (result instanceof Float32Array) operation.plain(arrays, inputs, result);
  return out;
}

/** Runs a registered operation; the result is the caller's. */
export function runOperation(
  name: string,
  inputs: Readonly<Record<string, Tensor>>,
): Tensor {
  // One output, as every operation here has.
  return engine().runKernel(name, { ...inputs }) as Tensor;
}
