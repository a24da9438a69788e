/**
 * Reads a TensorFlow.js graph model (`model.json` and its weight shards) into plain nodes and arrays. It
 * runs nothing; `reference.ts` runs the same files through TensorFlow.js itself.
 */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PalateError } from "../../src/domain/errors.ts";
import { fromHalf } from "./half.ts";

export interface Weight {
  readonly dtype: "float32" | "int32";
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

interface RawAttribute {
  readonly i?: string | number;
  readonly f?: number;
  readonly b?: boolean;
  readonly s?: string | readonly number[];
  readonly list?: {
    readonly i?: readonly (string | number)[];
    readonly s?: readonly (string | readonly number[])[];
  };
}

export interface RawNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, RawAttribute>>;
}

interface RawWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string };
}

export interface RawModel {
  readonly modelTopology: { readonly node: readonly RawNode[] };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly RawWeight[];
  }[];
}

export interface TfjsGraph {
  readonly nodes: ReadonlyMap<string, RawNode>;
  readonly weights: ReadonlyMap<string, Weight>;
}

/** The model's JSON and its shards as one buffer, as both the converter and TensorFlow.js want them. */
export async function readModelFiles(
  path: string,
): Promise<{ readonly json: RawModel; readonly bytes: Uint8Array }> {
  const json = JSON.parse(await readFile(path, "utf8")) as RawModel;
  const shards = json.weightsManifest.flatMap((group) => group.paths);
  const parts = await Promise.all(
    shards.map((shard) => readFile(join(dirname(path), shard))),
  );
  return { json, bytes: new Uint8Array(Buffer.concat(parts)) };
}

export async function readTfjsGraph(path: string): Promise<TfjsGraph> {
  const { json, bytes } = await readModelFiles(path);
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const spec of json.weightsManifest.flatMap((group) => group.weights)) {
    const count = spec.shape.reduce((n, d) => n * d, 1);
    const size = elementBytes(spec);
    const slice = bytes.slice(offset, offset + count * size);
    if (slice.length !== count * size)
      throw new PalateError("bad-input", `${path} ends inside ${spec.name}.`);
    offset += slice.length;
    const weight = decode(spec, slice.buffer);
    if (weight) weights.set(spec.name, weight);
  }
  const nodes = json.modelTopology.node.map((node): [string, RawNode] => [
    node.name,
    node,
  ]);
  return { nodes: new Map(nodes), weights };
}

function elementBytes(spec: RawWeight): number {
  if (spec.quantization?.dtype === "float16") return 2;
  if (spec.quantization || spec.dtype === "bool") return 1;
  return 4;
}

/** Null for the kinds of weight that none of the converted graphs reads. */
function decode(spec: RawWeight, buffer: ArrayBuffer): Weight | null {
  const { shape } = spec;
  if (spec.quantization?.dtype === "float16") {
    const halves = new Uint16Array(buffer);
    return {
      dtype: "float32",
      shape,
      data: Float32Array.from(halves, fromHalf),
    };
  }
  if (spec.quantization) return null;
  if (spec.dtype === "float32")
    return { dtype: "float32", shape, data: new Float32Array(buffer) };
  if (spec.dtype === "int32")
    return { dtype: "int32", shape, data: new Int32Array(buffer) };
  return null;
}

/** Strings are base64 in newer files and arrays of bytes in older ones. */
function text(value: string | readonly number[]): string {
  return typeof value === "string"
    ? Buffer.from(value, "base64").toString("latin1")
    : String.fromCharCode(...value);
}

/** Reads attributes by name, with the protobuf's own defaults for what a file leaves out. */
export const attribute = {
  int: (node: RawNode, name: string): number =>
    Number(node.attr?.[name]?.i ?? 0),
  ints: (node: RawNode, name: string): number[] =>
    (node.attr?.[name]?.list?.i ?? []).map(Number),
  flag: (node: RawNode, name: string): boolean => node.attr?.[name]?.b ?? false,
  text: (node: RawNode, name: string): string =>
    text(node.attr?.[name]?.s ?? ""),
  texts: (node: RawNode, name: string): string[] =>
    (node.attr?.[name]?.list?.s ?? []).map(text),
};
