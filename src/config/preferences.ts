/** What a newcomer gets before choosing anything. The language and the seed are decided when the page opens. */
import type { Preferences, Steering } from "../domain/settings.ts";

export const DEFAULT_STEERING: Steering = {
  /** Log units, slider range [-2, 2]: at 0 the model's own weights decide. */
  modality: { text: 0, image: 0, audio: 0, graph: 0 },
  /** Range [0, 1]: a third keeps neighbours of one like from filling the page and costs little accuracy. */
  diversity: 0.3,
  /** Standard deviations, range [0, 1]: off, because it costs people who name likes 6-7 % of their finds. */
  exploration: 0,
  /** Score units, range [0, 1]. */
  novelty: 0,
  hidden: [],
};

/** Everything but the two fields that depend on the person's device. */
export const DEFAULT_PREFERENCES: Omit<Preferences, "language" | "seed"> = {
  theme: "system",
  shortcuts: true,
  backend: "auto",
  encoderBackend: "auto",
  steering: DEFAULT_STEERING,
  concepts: {},
  labToured: false,
};
