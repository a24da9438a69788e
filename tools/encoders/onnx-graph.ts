/**
 * Builds an ONNX model node by node and gives its bytes. Names are numbered in the order of creation, so
 * that the same calls always give the same file.
 */
import onnxProto, { type onnx as Proto } from "onnx-proto";
import { toHalf } from "./half.ts";
import { BLOCK, quantiseBlocks, quantiseRows } from "./quantise.ts";

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;

/** The newest operator set that every execution provider of ONNX Runtime Web implements in full. */
const OPSET = 17;
const IR_VERSION = 8;
const MICROSOFT = "com.microsoft";

export type Name = string;
export type Dimension = number | string;
export type Attributes = Readonly<
  Record<
    string,
    number | string | readonly number[] | { readonly float: number }
  >
>;

type Numbers = Float32Array | Int8Array | Uint8Array | readonly number[];

export class OnnxGraph {
  readonly #nodes: Proto.INodeProto[] = [];
  readonly #initialisers: Proto.ITensorProto[] = [];
  readonly #inputs: Proto.IValueInfoProto[] = [];
  readonly #outputs: Proto.IValueInfoProto[] = [];
  readonly #constants = new Map<string, Name>();
  #names = 0;

  input(
    name: Name,
    type: "float" | "int64",
    shape: readonly Dimension[],
  ): Name {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  /** Gives a value its public name. */
  output(value: Name, name: Name, shape: readonly Dimension[]): void {
    this.#nodes.push(node("Identity", [value], [name], {}, ""));
    this.#outputs.push(valueInfo(name, "float", shape));
  }

  add(op: string, inputs: readonly Name[], attributes: Attributes = {}): Name {
    const [name = ""] = this.addMany(op, inputs, 1, attributes);
    return name;
  }

  /** A node with several outputs. */
  addMany(
    op: string,
    inputs: readonly Name[],
    count: number,
    attributes: Attributes = {},
    domain = "",
  ): Name[] {
    const outputs = Array.from({ length: count }, () => this.#next());
    this.#nodes.push(node(op, inputs, outputs, attributes, domain));
    return outputs;
  }

  floats(
    data: Float32Array | readonly number[],
    shape: readonly number[],
  ): Name {
    return this.#constant(DataType.FLOAT, shape, Float32Array.from(data));
  }

  /** A small float constant; equal ones are stored once. */
  scalar(value: number): Name {
    return this.#once(`f${value}`, () => this.floats([value], []));
  }

  /** A vector of int64, for shapes, axes and ids; equal ones are stored once. */
  ints(values: readonly number[]): Name {
    return this.#once(`i${values.join()}`, () =>
      this.#constant(DataType.INT64, [values.length], int64(values)),
    );
  }

  int(value: number): Name {
    return this.#once(`I${value}`, () =>
      this.#constant(DataType.INT64, [], int64([value])),
    );
  }

  /** Stored as half floats and widened when the model is loaded: it computes in float32. */
  halves(data: Float32Array, shape: readonly number[]): Name {
    const bits = Uint16Array.from(data, toHalf);
    const stored = this.#constant(DataType.FLOAT16, shape, bits);
    return this.add("Cast", [stored], { to: DataType.FLOAT });
  }

  /**
   * Rows of an int8 table, chosen by id. `GatherBlockQuantized` would be one node, but ONNX Runtime Web
   * has no CPU kernel for it.
   */
  gatherRows(table: Float32Array, columns: number, ids: Name): Name {
    const { values, scales } = quantiseRows(table, columns);
    const rows = scales.length;
    const stored = this.#constant(DataType.INT8, [rows, columns], values);
    const scale = this.#constant(DataType.FLOAT, [rows, 1], scales);
    const picked = this.add("Gather", [stored, ids], { axis: 0 });
    const wide = this.add("Cast", [picked], { to: DataType.FLOAT });
    return this.add("Mul", [
      wide,
      this.add("Gather", [scale, ids], { axis: 0 }),
    ]);
  }

  /** `x W + b` with W `[K, N]` in 8-bit blocks. */
  linear(x: Name, weights: Float32Array, bias: Float32Array): Name {
    const N = bias.length;
    const K = weights.length / N;
    const { values, scales } = quantiseBlocks(weights, K, N);
    const shape = [N, K / BLOCK, BLOCK];
    const b = this.#constant(DataType.UINT8, shape, values);
    const s = this.#constant(DataType.FLOAT, [scales.length], scales);
    const attributes = { K, N, bits: 8, block_size: BLOCK };
    const [y = ""] = this.addMany(
      "MatMulNBits",
      [x, b, s],
      1,
      attributes,
      MICROSOFT,
    );
    return this.add("Add", [y, this.floats(bias, [N])]);
  }

  /** `x W + b` in float32, for the reference that the quantised model is measured against. */
  linearExact(x: Name, weights: Float32Array, bias: Float32Array): Name {
    const N = bias.length;
    const W = this.floats(weights, [weights.length / N, N]);
    return this.add("Add", [
      this.add("MatMul", [x, W]),
      this.floats(bias, [N]),
    ]);
  }

  encode(): Uint8Array {
    const model = onnx.ModelProto.create({
      irVersion: IR_VERSION,
      producerName: "palate",
      opsetImport: [
        { domain: "", version: OPSET },
        { domain: MICROSOFT, version: 1 },
      ],
      graph: {
        name: "encoder",
        node: this.#nodes,
        initializer: this.#initialisers,
        input: this.#inputs,
        output: this.#outputs,
      },
    });
    return onnx.ModelProto.encode(model).finish();
  }

  #next(): Name {
    return `v${this.#names++}`;
  }

  #once(key: string, make: () => Name): Name {
    const known = this.#constants.get(key) ?? make();
    this.#constants.set(key, known);
    return known;
  }

  #constant(
    dataType: Proto.TensorProto.DataType,
    dims: readonly number[],
    data: ArrayBufferView,
  ): Name {
    const name = this.#next();
    const rawData = new Uint8Array(
      data.buffer,
      data.byteOffset,
      data.byteLength,
    );
    this.#initialisers.push({ name, dataType, dims: [...dims], rawData });
    return name;
  }
}

function int64(values: Numbers): BigInt64Array {
  return BigInt64Array.from(Array.from(values, (value) => BigInt(value)));
}

function node(
  opType: string,
  input: readonly Name[],
  output: readonly Name[],
  attributes: Attributes,
  domain: string,
): Proto.INodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) =>
    attributeProto(name, value),
  );
  const proto = { opType, input: [...input], output: [...output], attribute };
  return domain === "" ? proto : { ...proto, domain };
}

function attributeProto(
  name: string,
  value: Attributes[string],
): Proto.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === "number")
    return { name, type: AttributeType.INT, i: value };
  if (typeof value === "string")
    return {
      name,
      type: AttributeType.STRING,
      s: new TextEncoder().encode(value),
    };
  if ("float" in value)
    return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}

function valueInfo(
  name: Name,
  type: "float" | "int64",
  shape: readonly Dimension[],
): Proto.IValueInfoProto {
  const dim = shape.map((size) =>
    typeof size === "number" ? { dimValue: size } : { dimParam: size },
  );
  const elemType = type === "float" ? DataType.FLOAT : DataType.INT64;
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}
