/**
 * The items as the model sees them under one setting of the sliders: fused, and scored on the GPU. Fusion runs again
 * only when a modality slider moves; what it costs, the attention, is computed once.
 */
import { SCALES } from "../config/taste.ts";
import { bytes, type Bytes } from "../domain/brand.ts";
import { MODALITIES, type Modality } from "../domain/modality.ts";
import type { Matrix } from "../math/dense.ts";
import type { Features, Weights } from "../math/features.ts";
import { attentionLogits } from "../stages/fusion/attention.ts";
import { fuse } from "../stages/fusion/fuse.ts";
import { createScorer, type Scorer } from "../stages/scoring/scorer.ts";
import type { BaseModel } from "./taste-base.ts";

type Sliders = Readonly<Record<Modality, number>>;

/** One setting of the sliders. */
export interface Setting {
  /** Differs whenever the features differ. */
  readonly key: string;
  readonly features: Features;
  /** `[N]` each: how `z_i^m` enters `f_i`. */
  readonly share: Readonly<Record<Modality, Float32Array>>;
}

/** The blocks of phi around a fused one `[N, D]`; `loud` is the factor of each modality's own block. */
export function featuresOf(
  { aligned, concepts }: Pick<BaseModel, "aligned" | "concepts">,
  fused: Matrix,
  loud: (modality: Modality) => number,
): Features {
  return {
    fused,
    text: aligned.text,
    image: aligned.image,
    audio: aligned.audio,
    concepts,
    scales: {
      fused: SCALES.fused,
      text: SCALES.text * loud("text"),
      image: SCALES.image * loud("image"),
      audio: SCALES.audio * loud("audio"),
      concepts: SCALES.concepts * loud("graph"),
    },
  };
}

export class TasteItems {
  readonly base: BaseModel;
  #logits: ReturnType<typeof attentionLogits> | undefined;
  #scorer: Scorer | null = null;
  #setting: Setting | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(base: BaseModel) {
    this.base = base;
  }

  /** Scores `[N]` of each user, one setting at a time, so that two calls never mix their sliders. */
  score(
    sliders: Sliders,
    users: (setting: Setting) => readonly Weights[],
  ): Promise<{ setting: Setting; scores: Float32Array[] }> {
    return this.#next(async () => {
      const setting = await this.#fused(sliders);
      const scores = (await this.#scorer?.score(users(setting))) ?? [];
      return { setting, scores };
    });
  }

  setting(sliders: Sliders): Promise<Setting> {
    return this.#next(() => this.#fused(sliders));
  }

  /** Bytes held on the backend. */
  get memory(): Bytes {
    return bytes(this.#scorer?.bytes ?? 0);
  }

  dispose(): void {
    this.#scorer?.dispose();
    this.#scorer = null;
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #fused(sliders: Sliders): Promise<Setting> {
    const key = MODALITIES.map((m) => sliders[m]).join(" ");
    if (this.#setting?.key === key) return this.#setting;
    const { aligned, mask, quantised, concepts, attention } = this.base;
    this.#logits ??= attentionLogits(quantised, attention);
    const fusion = fuse(aligned, mask, await this.#logits, sliders);
    const loud = (m: Modality): number => Math.exp(sliders[m]);
    const features = featuresOf(this.base, fusion.fused, loud);
    if (this.#scorer) this.#scorer.replaceFusion(fusion);
    else
      this.#scorer = await createScorer(
        { vectors: quantised, aligned, concepts },
        fusion,
      );
    this.#setting = { key, features, share: fusion.share };
    return this.#setting;
  }
}
