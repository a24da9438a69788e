/** Everything that is measured in one run, the same in a browser and in Node. */
import { ownCompute } from "../../src/device/compute.ts";
import { startRuntime } from "../../src/device/tensors.ts";
import { PalateError } from "../../src/domain/errors.ts";
import type { Catalogue } from "../../src/domain/catalogue.ts";
import type { Engine, TasteView } from "../../src/pipeline/engine.ts";
import { measureLimits } from "./limits.ts";
import type { Report, Section } from "./report.ts";
import { measureRetrieval } from "./retrieval.ts";
import { measurePlainStep, measureStep } from "./step.ts";
import { measureClicks, measureTuning, type Watch } from "./taste.ts";
import { loadLibraries, type ReadFile } from "./wasm-libraries.ts";

export interface Wishes {
  readonly sizes: readonly number[];
  readonly rounds: number;
}

/** What differs between a browser and Node. */
export interface Place {
  readonly name: string;
  readonly base: URL;
  readonly read: ReadFile;
  /** The model as this place has it: behind its worker in a browser. */
  readonly openModel: () => Promise<OpenModel>;
  readonly watch?: Watch;
  /** Whether TensorFlow.js can be put on WebAssembly after the GPU was measured. */
  readonly wasm: boolean;
  readonly log: (line: string) => void;
}

export interface OpenModel {
  readonly catalogue: Catalogue;
  readonly rank: Engine["rank"];
  readonly tune: (view: TasteView) => Promise<unknown>;
  readonly close: () => void;
}

const CLICKS = 20;
const RATINGS = [10, 100, 500];

export async function runSuite(
  place: Place,
  { sizes, rounds }: Wishes,
): Promise<Report> {
  const runtime = await startRuntime("webgpu", place.base);
  const compute = ownCompute();
  if (!compute)
    throw new PalateError(
      "no-adapter",
      `There is no WebGPU here: ${runtime.fallback ?? ""}`,
    );
  const sections: Section[] = [];
  const add = async (name: string, work: Promise<Section>): Promise<void> => {
    place.log(name);
    sections.push(await work);
  };
  place.log(`adapter: ${runtime.adapter}`);
  const { limits, section } = await measureLimits(compute, rounds);
  sections.push(section);
  await loadLibraries(place.read);
  for (const size of sizes)
    await add(
      `the best of ${size}`,
      measureRetrieval(compute, limits, size, rounds),
    );
  await add("steps", measureStep(compute, RATINGS, rounds));
  const model = await place.openModel();
  await add("clicks", measureClicks(model, model.catalogue, CLICKS));
  await add(
    "fine-tunes",
    measureTuning(model.tune, model.catalogue, 3, place.watch),
  );
  model.close();
  if (place.wasm) {
    await startRuntime("wasm", place.base);
    await add("steps on wasm", measurePlainStep(RATINGS, rounds));
  }
  const { adapter, features } = runtime;
  return { adapter, features, place: place.name, sections };
}
