/**
 * The model of one person's taste, as the engine worker drives it: base model and catalogue vectors in,
 * ranked items, explanations and adapters out. It assumes that TensorFlow.js has a backend set and owns
 * every tensor that it makes; it holds no truth, each call carries the ratings that it answers for.
 */
import type { Bytes } from "../domain/brand.ts";
import type { Catalogue, KnowledgeGraph } from "../domain/catalogue.ts";
import { PalateError } from "../domain/errors.ts";
import type { ItemId } from "../domain/item.ts";
import type { EncodedModality } from "../domain/modality.ts";
import type {
  Explanation,
  LearnedConcept,
  Ranking,
} from "../domain/ranking.ts";
import type {
  AdapterSummary,
  TasteView,
  TuneProgress,
  TuneReport,
} from "./engine.ts";

export interface TasteFiles {
  /** `base.safetensors` */
  readonly base: Uint8Array;
  /** `vectors.safetensors` */
  readonly vectors: Uint8Array;
  readonly catalogue: Catalogue;
  /** Called once, when an explanation or a concept is first asked for. */
  readonly graph: () => Promise<KnowledgeGraph>;
}

export class TasteModel {
  static load(files: TasteFiles): Promise<TasteModel> {
    return Promise.reject(
      new PalateError("catalogue-file", `${files.base.length} bytes unread`),
    );
  }

  /** SHA-256 of `base.safetensors`, hex. */
  get baseHash(): string {
    return "";
  }

  get catalogueHash(): string {
    return "";
  }

  /** Memory of the tensors that this model holds on the backend. */
  get memory(): Bytes {
    return 0 as Bytes;
  }

  rank(_view: TasteView, _count: number): Promise<Ranking> {
    return this.#notYet();
  }

  explain(_view: TasteView, _item: ItemId): Promise<Explanation> {
    return this.#notYet();
  }

  learned(_view: TasteView): Promise<readonly LearnedConcept[]> {
    return this.#notYet();
  }

  /** Fine-tunes; `rank` may be called meanwhile. An aborted signal rejects with code `cancelled`. */
  tune(
    _view: TasteView,
    _onProgress: (progress: TuneProgress) => void,
    _signal: AbortSignal,
  ): Promise<TuneReport> {
    return this.#notYet();
  }

  /** The adapter in force as a safetensors file, for export and for the snapshot alike. */
  exportAdapter(_view: TasteView): Promise<Uint8Array> {
    return this.#notYet();
  }

  /**
   * Takes a file over: one given by a person, or this device's own snapshot after a restart. The file
   * knows which log it came from, so its ratings never count twice.
   */
  importAdapter(_file: Uint8Array): Promise<AdapterSummary> {
    return this.#notYet();
  }

  dropAdapter(): void {}

  /** Items whose vectors of one modality are nearest by cosine to `vector` `[d_m]`, best first. */
  nearest(
    _modality: EncodedModality,
    _vector: Float32Array,
    _count: number,
  ): readonly ItemId[] {
    return [];
  }

  dispose(): void {}

  #notYet<T>(): Promise<T> {
    return Promise.reject(new PalateError("catalogue-file", "not loaded"));
  }
}

/**
 * The first list of a newcomer, from the base file alone: no GPU, no vectors. The page shows it while the
 * engine starts, and `rank` gives the same list for a view without ratings.
 */
export function coverRanking(
  _base: Uint8Array,
  _catalogue: Catalogue,
  _count: number,
): Ranking["items"] {
  return [];
}
