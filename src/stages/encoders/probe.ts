/**
 * Finds out by measuring where an encoder runs faster. A GPU usually wins; one that is emulated on the CPU
 * loses by a factor of twenty, and no name or feature list says so reliably.
 */
import { PROBE_SIDE, PROBE_TOKENS } from "../../config/encoders.ts";
import { monotonic, since } from "../../device/clock.ts";
import type { Ms } from "../../domain/brand.ts";
import type { EncodedModality } from "../../domain/modality.ts";
import { modelOf, type Folder } from "./folder.ts";
import { openTrial, type Place } from "./onnx.ts";
import type { Run } from "./run.ts";

/** Samples of the audio network's window. */
const WINDOW = 43_844;

/** How much a measurement may cost: an emulated GPU gets less to do. */
export type Effort = "full" | "small";

/** The whole network, or its first layers where there is a file with just these. */
function networkOf(folder: Folder, effort: Effort): Uint8Array {
  const first = folder.files.get("onnx/probe.onnx");
  return effort === "small" && first ? first : modelOf(folder);
}

/** Whether a measurement also shows that the whole network runs. */
export function coversNetwork(folder: Folder, effort: Effort): boolean {
  return networkOf(folder, effort) === modelOf(folder);
}

/** One input of typical size; what it holds does not matter for the time. */
function feedsOf(
  modality: EncodedModality,
  effort: Effort,
): Parameters<Run>[0] {
  switch (modality) {
    case "text": {
      const dims = [1, PROBE_TOKENS];
      const data = BigInt64Array.from({ length: PROBE_TOKENS }, (_, i) =>
        BigInt(100 + i),
      );
      const mask = new BigInt64Array(PROBE_TOKENS).fill(1n);
      return {
        input_ids: { type: "int64", data, dims },
        attention_mask: { type: "int64", data: mask, dims },
      };
    }
    case "image": {
      const side = PROBE_SIDE[effort];
      const data = new Float32Array(3 * side * side).fill(128);
      const dims = [1, 3, side, side];
      return { pixel_values: { type: "float32", data, dims } };
    }
    case "audio": {
      const data = Float32Array.from({ length: WINDOW }, (_, i) =>
        Math.sin(i / 16),
      );
      const dims = [1, WINDOW, 1];
      return { input_values: { type: "float32", data, dims } };
    }
    default:
      return modality satisfies never;
  }
}

/** Time of one input after a first one that compiles what has to be compiled. */
export function measure(
  folder: Folder,
  place: Place,
  effort: Effort,
): Promise<Ms> {
  return tried(networkOf(folder, effort), place, async (run) => {
    const feeds = feedsOf(folder.modality, effort);
    await run(feeds);
    const start = monotonic();
    await run(feeds);
    return since(start);
  });
}

/** Fails where the network does not run, before transformers.js could fail on it for good. */
export function attempt(folder: Folder, place: Place): Promise<void> {
  return tried(modelOf(folder), place, async (run) => {
    await run(feedsOf(folder.modality, "small"));
  });
}

async function tried<T>(
  network: Uint8Array,
  place: Place,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  const trial = await openTrial(network, place);
  try {
    return await work(trial.run);
  } finally {
    await trial.close();
  }
}
