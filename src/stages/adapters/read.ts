/**
 * Reads an adapter file and believes nothing that it has not checked. Every refusal is a `PalateError` of
 * code `adapter-file` with a remedy; no other error leaves this file.
 */
import { ADAPTER_FILE } from "../../config/adapters.ts";
import type {
  Adapter,
  AdapterOrigin,
  FineTune,
  LowRank,
} from "../../domain/adapter.ts";
import { PalateError } from "../../domain/errors.ts";
import type { LogPosition, RatingValue } from "../../domain/rating.ts";
import {
  readSafetensors,
  SafetensorsError,
  type SafetensorsFile,
  type SafetensorsProblem,
  type TensorData,
} from "../../math/safetensors.ts";
import { BLOCKS } from "../../math/features.ts";
import { CODES } from "./write.ts";

/** What the file must fit. */
export interface Expected {
  readonly baseHash: string;
  readonly catalogueHash: string;
  /** N */
  readonly items: number;
  /** D */
  readonly dimensions: number;
  /** C */
  readonly concepts: number;
}

const WHOLE = "Export it again from where it was made, or choose another file.";
const SAME_BASE =
  "Open it in the version of Palate and the catalogue that it was made with.";
const MODULE = "scorer.metric";

export function readAdapter(file: Uint8Array, expected: Expected): Adapter {
  const content = open(file);
  const origin = originOf(content, expected);
  const rows = rowsOf(content, "palate.ratings.rows", expected.items);
  const entries = [...integers(content, "palate.ratings.entries")];
  const values = valuesOf(content, "palate.ratings.values");
  if (rows.length !== entries.length || rows.length !== values.length)
    throw refused("its ratings do not fit together", WHOLE);
  return {
    origin,
    carried: { rows, values, entries },
    tuned: fineTuneOf(content, expected),
  };
}

const PROBLEMS: Readonly<Record<SafetensorsProblem, string>> = {
  truncated: "it is truncated",
  oversized: "it is larger than any adapter",
  header: "its header is damaged",
  dtype: "it holds numbers of an unknown type",
  shape: "a tensor has the wrong shape",
  layout: "its tensors overlap or leave gaps",
  duplicate: "it names a tensor twice",
};

function open(file: Uint8Array): SafetensorsFile {
  try {
    return readSafetensors(file, ADAPTER_FILE.limitBytes);
  } catch (cause) {
    if (!(cause instanceof SafetensorsError)) throw cause;
    throw refused(PROBLEMS[cause.problem], WHOLE, cause);
  }
}

function refused(why: string, remedy: string, cause?: unknown): PalateError {
  return new PalateError(
    "adapter-file",
    `This adapter was not taken: ${why}.`,
    remedy,
    { cause },
  );
}

function originOf(file: SafetensorsFile, expected: Expected): AdapterOrigin {
  const said = (key: string): string => file.metadata[`palate.${key}`] ?? "";
  if (said("format") !== String(ADAPTER_FILE.formatVersion))
    throw refused(
      said("format") === ""
        ? "it is not an adapter of Palate"
        : `it has format ${said("format").slice(0, 20)}`,
      "Choose a file that Palate exported.",
    );
  if (said("catalogue") !== expected.catalogueHash)
    throw refused("it was made for another catalogue", SAME_BASE);
  if (said("base") !== expected.baseHash)
    throw refused("it was made for another base model", SAME_BASE);
  const whole = (key: string): number => {
    const value = Number(said(key));
    if (!Number.isSafeInteger(value) || said(key) === "")
      throw refused(`it does not say its ${key}`, WHOLE);
    return value;
  };
  return {
    formatVersion: 1,
    baseHash: expected.baseHash,
    catalogueHash: expected.catalogueHash,
    logPosition: whole("log") as LogPosition,
    seed: whole("seed"),
    encoders: said("encoders").split(" ").filter(Boolean),
  };
}

function fineTuneOf(
  file: SafetensorsFile,
  expected: Expected,
): FineTune | null {
  const a = `base_model.model.${MODULE}.lora_A.weight`;
  const b = `base_model.model.${MODULE}.lora_B.weight`;
  if (!file.tensors.has(a) && !file.tensors.has(b)) return null;
  const rank = file.tensors.get(a)?.shape[0] ?? 0;
  const d = expected.dimensions;
  if (rank < 1 || rank > ADAPTER_FILE.largestRank)
    throw refused(`a rank of ${rank} is out of range`, WHOLE);
  const metric: LowRank = {
    module: MODULE,
    rank,
    inputs: d,
    outputs: d,
    a: floats(file, a, [rank, d]),
    b: floats(file, b, [d, rank]),
    scale: scaleOf(file, rank),
  };
  const columns = rowsOf(
    file,
    "palate.user.concepts.columns",
    expected.concepts,
  );
  return {
    metric,
    concepts: {
      columns,
      gains: floats(file, "palate.user.concepts.gains", [columns.length]),
    },
    gains: floats(file, "palate.user.gains", [BLOCKS.length]),
    background: rowsOf(file, "palate.user.background", expected.items),
  };
}

/** `lora_alpha / r` of the configuration that travels in the metadata. */
function scaleOf(file: SafetensorsFile, rank: number): number {
  let config: unknown;
  try {
    config = JSON.parse(file.metadata["adapter_config.json"] ?? "");
  } catch (cause) {
    throw refused("its adapter_config.json is damaged", WHOLE, cause);
  }
  const alpha =
    typeof config === "object" && config !== null && "lora_alpha" in config
      ? config.lora_alpha
      : undefined;
  if (typeof alpha !== "number" || !Number.isFinite(alpha))
    throw refused("its adapter_config.json names no lora_alpha", WHOLE);
  return alpha / rank;
}

function data(file: SafetensorsFile, name: string): TensorData {
  const tensor = file.tensors.get(name);
  if (!tensor) throw refused(`it lacks "${name}"`, WHOLE);
  return tensor.data;
}

function floats(
  file: SafetensorsFile,
  name: string,
  shape: readonly number[],
): Float32Array {
  const values = data(file, name);
  const found = file.tensors.get(name)?.shape ?? [];
  if (!(values instanceof Float32Array) || found.join() !== shape.join())
    throw refused(
      `"${name}" is [${found.join(", ")}] instead of [${shape.join(", ")}]`,
      SAME_BASE,
    );
  if (!values.every((value) => Number.isFinite(value)))
    throw refused(`"${name}" holds numbers that are not finite`, WHOLE);
  return values;
}

function integers(file: SafetensorsFile, name: string): Int32Array {
  const values = data(file, name);
  if (!(values instanceof Int32Array))
    throw refused(`"${name}" does not hold whole numbers`, WHOLE);
  return values;
}

/** Rows of the catalogue, or columns of the concepts, each at most once. */
function rowsOf(file: SafetensorsFile, name: string, items: number): number[] {
  const rows = [...integers(file, name)];
  if (rows.some((row) => row < 0 || row >= items))
    throw refused(
      "it names items or concepts that are not in the catalogue",
      SAME_BASE,
    );
  if (new Set(rows).size !== rows.length)
    throw refused("it names an item twice", WHOLE);
  return rows;
}

function valuesOf(file: SafetensorsFile, name: string): RatingValue[] {
  const values = data(file, name);
  if (!(values instanceof Int8Array))
    throw refused(`"${name}" does not hold ratings`, WHOLE);
  return Array.from(values, (code): RatingValue => {
    if (code === CODES.like) return "like";
    if (code === CODES.dislike) return "dislike";
    if (code === CODES.skip) return "skip";
    throw refused("it holds a rating of an unknown kind", WHOLE);
  });
}
