/** Numbers of the pretraining on the bundled catalogue (`npm run pretrain`). */

export interface PretrainingSettings {
  readonly steps: number;
  readonly learningRate: number;
  readonly walks: number;
  readonly length: number;
  readonly decay: number;
  readonly temperature: number;
  readonly reconstruction: number;
  readonly drop: number;
}

export const PRETRAINING = {
  /** Adam steps, and Adam's learning rate. */
  steps: 300,
  learningRate: 0.002,
  /** Walks a step, and items a walk. */
  walks: 96,
  length: 5,
  /** What the item before the last counts, relative to the last. */
  decay: 0.7,
  /** Temperature of the softmax over the batch. */
  temperature: 0.1,
  /** Weight of the reconstruction against the next item. */
  reconstruction: 0.5,
  /** Probability that a modality is dropped before the others have to reconstruct it. */
  drop: 0.5,
} as const satisfies PretrainingSettings;

/** h: hidden units of the pretrained additive attention. */
export const ATTENTION_UNITS = 32;
