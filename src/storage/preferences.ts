/** Reads preferences that an older or newer Palate, or a backup file, wrote: each field by itself. */
import * as v from "valibot";
import { DOMAINS } from "../domain/item.ts";
import type {
  ConceptSteering,
  Preferences,
  Steering,
} from "../domain/settings.ts";

const number = (low: number, high: number) =>
  v.pipe(v.number(), v.finite(), v.minValue(low), v.maxValue(high));

/** Log units; beyond e^4 one modality is all there is. */
const weight = number(-4, 4);

const steering = v.object({
  modality: v.object({
    text: weight,
    image: weight,
    audio: weight,
    graph: weight,
  }),
  diversity: number(0, 1),
  exploration: number(0, 10),
  novelty: number(0, 10),
  hidden: v.array(v.picklist(DOMAINS)),
}) satisfies v.GenericSchema<unknown, Steering>;

const concepts = v.record(
  v.pipe(v.string(), v.maxLength(200)),
  v.picklist(["boost", "quiet", "forget"]),
) satisfies v.GenericSchema<unknown, ConceptSteering>;

const backend = v.picklist(["auto", "webgpu", "wasm"]);

/** Anything in, whole preferences out. */
export function parsePreferences(
  kept: unknown,
  defaults: Preferences,
): Preferences {
  const schema = v.object({
    theme: v.fallback(v.picklist(["system", "light", "dark"]), defaults.theme),
    language: v.fallback(v.picklist(["en", "zh"]), defaults.language),
    shortcuts: v.fallback(v.boolean(), defaults.shortcuts),
    backend: v.fallback(backend, defaults.backend),
    encoderBackend: v.fallback(backend, defaults.encoderBackend),
    steering: v.fallback(steering, defaults.steering),
    concepts: v.fallback(concepts, defaults.concepts),
    labToured: v.fallback(v.boolean(), defaults.labToured),
    seed: v.fallback(v.pipe(v.number(), v.safeInteger()), defaults.seed),
  }) satisfies v.GenericSchema<unknown, Preferences>;
  const result = v.safeParse(schema, kept);
  return result.success ? result.output : defaults;
}
