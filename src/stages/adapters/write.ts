/**
 * An adapter as a safetensors file: LoRA tensors under the names of PEFT, so that other tools can look at
 * them, and the ratings that it carries under `palate.*`. `read.ts` is the way back.
 */
import { ADAPTER_FILE } from "../../config/adapters.ts";
import { CALIBRATION, FOLD_IN, SCALES } from "../../config/taste.ts";
import type { Adapter, LowRank } from "../../domain/adapter.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { writeSafetensors, type Tensor } from "../../math/safetensors.ts";

/** How a kind of rating is written. */
export const CODES = { like: 1, skip: 0, dislike: -1 } satisfies Record<
  RatingValue,
  number
>;

export function writeAdapter(adapter: Adapter): Uint8Array {
  const { origin, carried, tuned } = adapter;
  const tensors: Record<string, Tensor> = {
    "palate.ratings.rows": integers(carried.rows),
    "palate.ratings.entries": integers(carried.entries),
    "palate.ratings.values": codes(carried.values),
  };
  if (tuned) {
    const { metric } = tuned;
    const prefix = `base_model.model.${metric.module}`;
    tensors[`${prefix}.lora_A.weight`] = {
      dtype: "F32",
      shape: [metric.rank, metric.inputs],
      data: metric.a,
    };
    tensors[`${prefix}.lora_B.weight`] = {
      dtype: "F32",
      shape: [metric.outputs, metric.rank],
      data: metric.b,
    };
    tensors["palate.user.background"] = integers(tuned.background);
    tensors["palate.user.gains"] = floats(tuned.gains);
    tensors["palate.user.concepts.columns"] = integers(tuned.concepts.columns);
    tensors["palate.user.concepts.gains"] = floats(tuned.concepts.gains);
  }
  return writeSafetensors(tensors, {
    format: "pt",
    "adapter_config.json": JSON.stringify(configOf(tuned?.metric)),
    "palate.format": String(ADAPTER_FILE.formatVersion),
    "palate.base": origin.baseHash,
    "palate.catalogue": origin.catalogueHash,
    "palate.log": String(origin.logPosition),
    "palate.seed": String(origin.seed),
    "palate.encoders": origin.encoders.join(" "),
    "palate.scoring": JSON.stringify(SCORING),
  });
}

/** How scores come of the ratings, so that the file can be used without Palate (docs/adapter-file.md). */
const SCORING = {
  scales: SCALES,
  target: FOLD_IN.target,
  noise: FOLD_IN.noise,
  backgroundNoise: FOLD_IN.backgroundNoise,
  longestHistory: FOLD_IN.longestHistory,
  calibration: CALIBRATION,
};

/** The fields of PEFT's LoraConfig that say what the tensors are. */
function configOf(metric: LowRank | undefined): Record<string, unknown> {
  return {
    peft_type: "LORA",
    base_model_name_or_path: "palate/base",
    task_type: "FEATURE_EXTRACTION",
    inference_mode: true,
    r: metric?.rank ?? 0,
    lora_alpha: metric ? metric.rank * metric.scale : 0,
    target_modules: metric ? [metric.module] : [],
    bias: "none",
  };
}

function integers(values: readonly number[]): Tensor {
  return {
    dtype: "I32",
    shape: [values.length],
    data: Int32Array.from(values),
  };
}

function floats(data: Float32Array): Tensor {
  return { dtype: "F32", shape: [data.length], data };
}

function codes(values: readonly RatingValue[]): Tensor {
  return {
    dtype: "I8",
    shape: [values.length],
    data: Int8Array.from(values, (value) => CODES[value]),
  };
}
