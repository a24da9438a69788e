/**
 * The items as the model sees them under one setting of the sliders: fused on the GPU, mirrored on the CPU
 * for the small exact work (fold-in, explanations), and scored on the GPU. Fusion runs again only when a
 * modality slider moves.
 */
import { SCALES } from "../config/taste.ts";
import { bytes, type Bytes } from "../domain/brand.ts";
import { MODALITIES, type Modality } from "../domain/modality.ts";
import type { Features, Weights } from "../math/features.ts";
import {
  eachModality,
  fuse,
  uploadAligned,
  type AlignedTensors,
} from "../stages/fusion/fuse.ts";
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

export class TasteItems {
  readonly base: BaseModel;
  readonly #aligned: AlignedTensors;
  #scorer: Scorer | null = null;
  #setting: Setting | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(base: BaseModel) {
    this.base = base;
    this.#aligned = uploadAligned(base.aligned, base.mask);
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

  /** Bytes of the tensors held here. */
  get memory(): Bytes {
    return bytes(this.#aligned.bytes + (this.#scorer?.bytes ?? 0));
  }

  dispose(): void {
    this.#aligned.dispose();
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
    const { fused, share } = fuse(this.#aligned, this.base.attention, sliders);
    const read = async (m: Modality): Promise<Float32Array> => {
      const values = Float32Array.from(await share[m].data<"float32">());
      share[m].dispose();
      return values;
    };
    const [text, image, audio, graph] = await Promise.all(MODALITIES.map(read));
    const none = new Float32Array();
    const [rows = 0, columns = 0] = fused.shape;
    const { text: z, image: y, audio: x } = this.base.aligned;
    const loud = (m: Modality): number => Math.exp(sliders[m]);
    const features: Features = {
      fused: {
        rows,
        columns,
        data: Float32Array.from(await fused.data<"float32">()),
      },
      text: z,
      image: y,
      audio: x,
      concepts: this.base.concepts,
      scales: {
        fused: SCALES.fused,
        text: SCALES.text * loud("text"),
        image: SCALES.image * loud("image"),
        audio: SCALES.audio * loud("audio"),
        concepts: SCALES.concepts * loud("graph"),
      },
    };
    if (this.#scorer) this.#scorer.replaceFused(fused);
    else
      this.#scorer = createScorer(this.base.concepts, this.#aligned.z, fused);
    const shares = { text, image, audio, graph };
    this.#setting = {
      key,
      features,
      share: eachModality((m) => shares[m] ?? none),
    };
    return this.#setting;
  }
}
