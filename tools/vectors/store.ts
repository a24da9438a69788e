/**
 * Vectors as the catalogue keeps them, int8 with one scale a row, and the cache of those that were made
 * before, by the key of their content.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { EncodedModality } from "../../src/domain/modality.ts";
import {
  readSafetensors,
  writeSafetensors,
} from "../../src/math/safetensors.ts";
import { quantiseRows } from "../encoders/quantise.ts";
import { rootPath } from "../lib/packages.ts";

export interface Vector {
  readonly values: Int8Array;
  readonly scale: number;
}

/** `w = values * scale`, per row. */
export function quantised(row: Float32Array): Vector {
  const { values, scales } = quantiseRows(row, row.length);
  return { values, scale: scales[0] ?? 0 };
}

const cachePath = (modality: EncodedModality): string =>
  rootPath(".cache", "vectors", `${modality}.safetensors`);

const KEY_BYTES = 32;

/** What is cached of one modality; an unreadable cache is an empty one. */
export async function readCache(
  modality: EncodedModality,
): Promise<Map<string, Vector>> {
  const cache = new Map<string, Vector>();
  try {
    const { tensors } = readSafetensors(await readFile(cachePath(modality)));
    const keys = tensors.get("keys")?.data;
    const values = tensors.get("q8")?.data;
    const scales = tensors.get("scale")?.data;
    if (!(keys instanceof Uint8Array && values instanceof Int8Array && scales))
      return cache;
    const size = values.length / scales.length;
    scales.forEach((scale, i) => {
      const bytes = keys.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES);
      const key = Buffer.from(bytes).toString("hex");
      cache.set(key, { values: values.slice(i * size, (i + 1) * size), scale });
    });
  } catch {
    return new Map();
  }
  return cache;
}

export async function writeCache(
  modality: EncodedModality,
  cache: ReadonlyMap<string, Vector>,
  size: number,
): Promise<void> {
  const n = cache.size;
  const keys = new Uint8Array(n * KEY_BYTES);
  const { q8, scale } = matrices([...cache.values()], size);
  [...cache.keys()].forEach((key, i) =>
    keys.set(Buffer.from(key, "hex"), i * KEY_BYTES),
  );
  const path = cachePath(modality);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(
    path,
    writeSafetensors({
      keys: { dtype: "U8", shape: [n, KEY_BYTES], data: keys },
      q8: { dtype: "I8", shape: [n, size], data: q8 },
      scale: { dtype: "F32", shape: [n], data: scale },
    }),
  );
}

/** `[n, size]` and `[n]`; a missing vector is a row of zeros with scale 0. */
export function matrices(
  rows: readonly (Vector | undefined)[],
  size: number,
): { readonly q8: Int8Array; readonly scale: Float32Array } {
  const q8 = new Int8Array(rows.length * size);
  const scale = new Float32Array(rows.length);
  rows.forEach((row, i) => {
    if (!row) return;
    q8.set(row.values, i * size);
    scale[i] = row.scale;
  });
  return { q8, scale };
}
