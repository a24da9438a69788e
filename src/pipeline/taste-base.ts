/**
 * `base.safetensors`: what the build learned from the catalogue alone, read and checked. Written by
 * tools/base, which uses the names below.
 */
import type { Catalogue } from "../domain/catalogue.ts";
import { PalateError } from "../domain/errors.ts";
import type { ItemId } from "../domain/item.ts";
import {
  MODALITIES,
  type EncodedModality,
  type Modality,
} from "../domain/modality.ts";
import type { Matrix } from "../math/dense.ts";
import { dequantiseRows, type QuantisedRows } from "../math/quantise.ts";
import {
  readSafetensors,
  type SafetensorsFile,
  type TensorData,
} from "../math/safetensors.ts";
import type { SparseRows } from "../math/sparse.ts";
import { eachModality, type Attention } from "../stages/fusion/attention.ts";
import type { CoverItem } from "../stages/scoring/cover.ts";

export interface BaseModel {
  /** `z_i^m` `[N, D]`: aligned, unit rows, zero where missing. */
  readonly aligned: Readonly<Record<Modality, Matrix>>;
  /** The same as the file keeps it, a quarter of the size. */
  readonly quantised: Readonly<Record<Modality, QuantisedRows>>;
  /** `[N]`, 1 where the modality is there. */
  readonly mask: Readonly<Record<Modality, Float32Array>>;
  readonly attention: Attention;
  /** `[N, C]`, unit rows. */
  readonly concepts: SparseRows;
  /** `[C]`: entity of each column. */
  readonly entities: Int32Array;
  /** First rows of the list before any rating. */
  readonly cover: Int32Array;
  readonly encoders: readonly string[];
}

const MAKE = "Run `npm run catalogue` to make the catalogue's files again.";

/** Reads a file of the build; anything wrong with it is one `catalogue-file` error. */
export function readBuilt(file: Uint8Array, name: string): SafetensorsFile {
  try {
    return readSafetensors(file);
  } catch (cause) {
    throw damaged(`${name} could not be read.`, cause);
  }
}

function damaged(message: string, cause?: unknown): PalateError {
  return new PalateError("catalogue-file", message, MAKE, { cause });
}

function floats(file: SafetensorsFile, name: string): Float32Array {
  return typed(
    file,
    name,
    (data) => data instanceof Float32Array,
  ) as Float32Array;
}

function integers(file: SafetensorsFile, name: string): Int32Array {
  return typed(file, name, (data) => data instanceof Int32Array) as Int32Array;
}

function typed(
  file: SafetensorsFile,
  name: string,
  right: (data: TensorData) => boolean,
): TensorData {
  const tensor = file.tensors.get(name);
  if (!tensor || !right(tensor.data))
    throw damaged(
      `"${name}" is missing from a built file, or of another type.`,
    );
  return tensor.data;
}

/** `name.q8` and `name.scale` */
export function quantised(file: SafetensorsFile, name: string): QuantisedRows {
  const tensor = file.tensors.get(`${name}.q8`);
  const [rows, columns] = tensor?.shape ?? [];
  const scale = floats(file, `${name}.scale`);
  if (!(tensor?.data instanceof Int8Array) || rows !== scale.length || !columns)
    throw damaged(
      `"${name}" is missing from a built file, or of another shape.`,
    );
  return { rows, columns, q8: tensor.data, scale };
}

/** @throws PalateError `catalogue-file` when it is damaged or belongs to another catalogue */
function readBase(
  bytes: Uint8Array,
  catalogue: Pick<Catalogue, "hash" | "items">,
): BaseModel {
  const file = readBuilt(bytes, "base.safetensors");
  if (file.metadata["palate.catalogue"] !== catalogue.hash)
    throw damaged("base.safetensors was made for another catalogue.");
  const n = catalogue.items.length;
  const parts = eachModality((m) => quantised(file, `aligned.${m}`));
  for (const m of MODALITIES)
    if (parts[m].rows !== n) throw damaged(`aligned.${m} has not ${n} rows.`);
  const query = quantised(file, "fusion.query");
  const bias = floats(file, "fusion.bias");
  const offsets = integers(file, "concepts.offsets");
  const entities = integers(file, "concepts.entities");
  if (offsets.length !== n + 1) throw damaged("concepts.offsets does not fit.");
  return {
    aligned: eachModality((m) => dequantiseRows(parts[m])),
    quantised: parts,
    mask: eachModality((m) => parts[m].scale.map((s) => (s > 0 ? 1 : 0))),
    attention: {
      query: dequantiseRows(query),
      value: floats(file, "fusion.value"),
      bias: eachModality((m) => bias[MODALITIES.indexOf(m)] ?? 0),
    },
    concepts: {
      rows: n,
      columns: entities.length,
      offsets,
      indices: integers(file, "concepts.columns"),
      values: floats(file, "concepts.values"),
    },
    entities,
    cover: integers(file, "cover.order"),
    encoders: (file.metadata["palate.encoders"] ?? "")
      .split(" ")
      .filter(Boolean),
  };
}

/** Everything that the model reads, checked against each other. */
export interface TasteContent {
  readonly base: BaseModel;
  /** SHA-256 of `base.safetensors`, hex. */
  readonly baseHash: string;
  readonly catalogue: Catalogue;
  readonly vectors: Readonly<Record<EncodedModality, QuantisedRows>>;
  readonly rows: ReadonlyMap<ItemId, number>;
  readonly coverItems: readonly CoverItem[];
}

export async function readTaste(
  base: Uint8Array,
  vectors: Uint8Array,
  catalogue: Catalogue,
): Promise<TasteContent> {
  const file = readBuilt(vectors, "vectors.safetensors");
  const encoded = {
    text: quantised(file, "text"),
    image: quantised(file, "image"),
    audio: quantised(file, "audio"),
  };
  const n = catalogue.items.length;
  for (const { rows } of Object.values(encoded))
    if (rows !== n) throw damaged("vectors.safetensors has other items.");
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(base));
  return {
    base: readBase(base, catalogue),
    baseHash: Array.from(new Uint8Array(digest), (byte) =>
      byte.toString(16).padStart(2, "0"),
    ).join(""),
    catalogue,
    vectors: encoded,
    rows: new Map(catalogue.items.map((item, row) => [item.id, row])),
    coverItems: catalogue.items.map(coverItem),
  };
}

export function coverItem(item: Catalogue["items"][number]): CoverItem {
  const { domain, familiarity, picture } = item;
  return { domain, familiarity, pictured: picture !== undefined };
}
