/** Ways to steer by one press. Each sets every slider, so that a preset is a place and not a push. */
import { DEFAULT_STEERING } from "../../config/preferences.ts";
import type { Steering } from "../../domain/settings.ts";

export const PRESETS = [
  "balanced",
  "surprise",
  "looks",
  "sound",
  "home",
] as const;
export type Preset = (typeof PRESETS)[number];

const SLIDERS: Readonly<Record<Preset, Partial<Steering>>> = {
  balanced: {},
  // Unsure, unfamiliar and unlike each other, each short of where taste is lost.
  surprise: { diversity: 0.5, novelty: 0.2, exploration: 0.35 },
  looks: { modality: { text: -1, image: 2, audio: 0, graph: -1 } },
  sound: { modality: { text: -1, image: 0, audio: 2, graph: -1 } },
  home: { diversity: 0, novelty: 0, exploration: 0 },
};

/** Domains stay as the person has them: a preset is about manner. */
export function steeringOf(preset: Preset, now: Steering): Steering {
  const { hidden } = now;
  return { ...DEFAULT_STEERING, ...SLIDERS[preset], hidden };
}

/** The preset that stands, if any. */
export function presetOf(now: Steering): Preset | undefined {
  return PRESETS.find((preset) => sameManner(steeringOf(preset, now), now));
}

function sameManner(a: Steering, b: Steering): boolean {
  const { text, image, audio, graph } = a.modality;
  return (
    text === b.modality.text &&
    image === b.modality.image &&
    audio === b.modality.audio &&
    graph === b.modality.graph &&
    a.diversity === b.diversity &&
    a.novelty === b.novelty &&
    a.exploration === b.exploration
  );
}
