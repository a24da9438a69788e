/**
 * Turns a TensorFlow.js graph into ONNX nodes, walking back from the wanted output, so that a cut through
 * the network costs nothing. What each operation becomes stands in ./convert-operations.ts.
 *
 * TensorFlow keeps channels last and ONNX convolutions want them second. Each value therefore carries its
 * layout; an operation asks for the one that it needs, and a Transpose appears only where two disagree.
 */
import { PalateError } from "../../src/domain/errors.ts";
import type { Name, OnnxGraph } from "./onnx-graph.ts";
import type { RawNode, TfjsGraph, Weight } from "./tfjs-graph.ts";

/** `last`: as TensorFlow has it. `second`: `[B, C, H, W]`, only ever of rank 4. */
export type Layout = "last" | "second";

export interface Value {
  readonly name: Name;
  readonly layout: Layout;
}

/** How the filters of convolutions are stored; the arithmetic is in float32 either way. */
export type Storage = "float" | "half";

/** What one kind of TensorFlow operation becomes. */
export type Operation = (c: Converter, node: RawNode) => Value;

/** Filters below this many weights are not worth a Cast node. */
const SMALL_FILTER = 64;

export interface Rules {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly storage: Storage;
}

export class Converter {
  readonly onnx: OnnxGraph;
  readonly #graph: TfjsGraph;
  readonly #operations: Readonly<Record<string, Operation>>;
  readonly #storage: Storage;
  readonly #values = new Map<string, Value>();
  readonly #transposed = new Map<Name, Name>();

  /** @param inputs what stands in for the graph's placeholders, by their names */
  constructor(
    graph: TfjsGraph,
    onnx: OnnxGraph,
    inputs: Readonly<Record<string, Value>>,
    { operations, storage }: Rules,
  ) {
    this.#graph = graph;
    this.onnx = onnx;
    this.#operations = operations;
    this.#storage = storage;
    for (const [name, value] of Object.entries(inputs))
      this.#values.set(name, value);
  }

  /** The value that a node computes; its whole ancestry is converted on first use. */
  value(reference: string): Value {
    const name = reference.replace(/:0$/, "");
    const known = this.#values.get(name) ?? this.#convert(name);
    this.#values.set(name, known);
    return known;
  }

  as(value: Value, layout: Layout): Name {
    if (value.layout === layout) return value.name;
    const known = this.#transposed.get(value.name);
    if (known !== undefined) return known;
    const perm = layout === "second" ? [0, 3, 1, 2] : [0, 2, 3, 1];
    const name = this.onnx.add("Transpose", [value.name], { perm });
    this.#transposed.set(value.name, name);
    this.#transposed.set(name, value.name);
    return name;
  }

  /** Input `index` of a node, in TensorFlow's own layout. */
  plain(node: RawNode, index: number): Name {
    return this.as(this.value(inputOf(node, index)), "last");
  }

  /** The stored array behind an input, or null when it is computed. */
  weight(reference: string): Weight | null {
    const node = this.#graph.nodes.get(reference);
    if (node?.op === "Identity") return this.weight(inputOf(node, 0));
    return this.#graph.weights.get(reference) ?? null;
  }

  constant(node: RawNode, index: number): Weight {
    const name = inputOf(node, index);
    const weight = this.weight(name);
    if (!weight) throw unsupported(node, `input ${name} is not a constant`);
    return weight;
  }

  numbers(node: RawNode, index: number): number[] {
    return [...this.constant(node, index).data];
  }

  /** Stores a convolution's filter, already in ONNX' order. */
  filter(data: Float32Array, shape: readonly number[]): Name {
    return this.#storage === "half" && data.length >= SMALL_FILTER
      ? this.onnx.halves(data, shape)
      : this.onnx.floats(data, shape);
  }

  #convert(name: string): Value {
    const node = this.#graph.nodes.get(name);
    if (!node)
      throw new PalateError("bad-input", `The graph has no node ${name}.`);
    const weight = this.#graph.weights.get(name);
    if (weight) return { name: this.#store(weight), layout: "last" };
    const operation = this.#operations[node.op];
    if (!operation) throw unsupported(node, `operation ${node.op}`);
    return operation(this, node);
  }

  #store({ dtype, shape, data }: Weight): Name {
    const [value = 0] = data;
    if (dtype === "float32")
      return shape.length === 0
        ? this.onnx.scalar(value)
        : this.onnx.floats([...data], shape);
    return shape.length === 0
      ? this.onnx.int(value)
      : this.onnx.ints([...data]);
  }
}

export function inputOf(node: RawNode, index: number): string {
  const input = node.input?.[index];
  if (input === undefined) throw unsupported(node, `no input ${index}`);
  return input;
}

export function unsupported(node: RawNode, what: string): PalateError {
  return new PalateError("bad-input", `Cannot convert ${node.name}: ${what}.`);
}
