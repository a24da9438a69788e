/**
 * An engine that is simple enough to be checked by eye: no GPU, no files, no training. It ranks unrated items by
 * likes minus dislikes in their domain, then by familiarity. For tests of everything around the model.
 */
import { bytes, ms } from "../domain/brand.ts";
import type { Catalogue } from "../domain/catalogue.ts";
import { PalateError } from "../domain/errors.ts";
import type { Item } from "../domain/item.ts";
import type { LearnedConcept, Ranking } from "../domain/ranking.ts";
import type {
  AdapterSummary,
  Engine,
  EngineReport,
  TasteView,
  TuneProgress,
  TuneReport,
} from "../pipeline/engine.ts";

export const PLAIN_REPORT: EngineReport = {
  backend: "webgpu",
  adapter: "plain",
  software: true,
  features: [],
  baseHash: "base",
  catalogueHash: "catalogue",
  memory: bytes(0),
};

export class PlainEngine implements Engine {
  readonly #catalogue: Catalogue;
  readonly starts: (string | undefined)[] = [];
  adapter: string | undefined;
  #cancel: (() => void) | undefined;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  start(_backend: string, adapter?: Uint8Array): Promise<EngineReport> {
    this.adapter = adapter && new TextDecoder().decode(adapter);
    this.starts.push(this.adapter);
    return this.report();
  }

  report(): Promise<EngineReport> {
    return Promise.resolve(PLAIN_REPORT);
  }

  rank(view: TasteView, count: number): Promise<Ranking> {
    const rated = new Set(view.ratings.map(({ item }) => item));
    const items = this.#catalogue.items
      .filter(
        ({ id, domain }) =>
          !rated.has(id) &&
          !view.notNow?.includes(id) &&
          !view.steering.hidden.includes(domain),
      )
      .map((item) => ({ item: item.id, score: this.#score(view, item) }))
      .sort((left, right) => right.score - left.score)
      .slice(0, count)
      .map((ranked, rank) => ({ ...ranked, rank }));
    const by = this.adapter === undefined ? "fold-in" : "adapter";
    return Promise.resolve({
      items,
      logPosition: view.logPosition,
      took: ms(0),
      by,
    });
  }

  explain(): Promise<never> {
    return Promise.reject(
      new PalateError("bad-input", "A plain engine explains nothing."),
    );
  }

  counterfactual(): Promise<never> {
    return this.explain();
  }

  /** The rated items themselves, as if each were a concept. */
  learned({ ratings }: TasteView): Promise<readonly LearnedConcept[]> {
    return Promise.resolve(
      ratings.map(({ item, value }) => {
        return {
          concept: item,
          label: item,
          strength: value === "like" ? 1 : -1,
        };
      }),
    );
  }

  /** Ten steps of a millisecond, so that a test can end it in the middle. */
  async tune(
    view: TasteView,
    onProgress: (progress: TuneProgress) => void,
  ): Promise<TuneReport> {
    let cancelled = false;
    this.#cancel = () => {
      cancelled = true;
    };
    for (let step = 1; step <= 10; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (cancelled)
        throw new PalateError("cancelled", "Cancelled by the test.");
      onProgress({ step, steps: 10, loss: 1 / step });
    }
    this.adapter = `tuned@${view.logPosition}`;
    return {
      logPosition: view.logPosition,
      likes: view.ratings.length,
      dislikes: 0,
      loss: [1],
      heldOut: { metric: "NDCG@20", base: 0.4, tuned: 0.5, count: 3 },
      kept: true,
      parameters: 1,
      bytes: bytes(4),
      took: ms(10),
    };
  }

  cancelTuning(): Promise<void> {
    this.#cancel?.();
    return Promise.resolve();
  }

  exportAdapter(): Promise<Uint8Array> {
    return Promise.resolve(new TextEncoder().encode(this.adapter ?? "none"));
  }

  importAdapter(file: Uint8Array): Promise<AdapterSummary> {
    const text = new TextDecoder().decode(file);
    if (text.startsWith("bad")) {
      return Promise.reject(
        new PalateError("adapter-file", "This is no adapter."),
      );
    }
    this.adapter = text;
    const logPosition = 0 as AdapterSummary["logPosition"];
    return Promise.resolve({
      logPosition,
      ratings: 0,
      parameters: 0,
      bytes: bytes(file.length),
    });
  }

  preview(view: TasteView, _file: Uint8Array, count: number): Promise<Ranking> {
    return this.rank(view, count);
  }

  /** Its adapters are words: merged, they stand side by side. */
  mergeAdapters(_view: TasteView, files: readonly Uint8Array[]) {
    const words = files.map((file) => new TextDecoder().decode(file));
    const file = new TextEncoder().encode(words.join("+"));
    return Promise.resolve({ file, ratings: 0, rank: files.length, kept: 1 });
  }

  likings(): Promise<Float32Array> {
    return Promise.resolve(
      Float32Array.from(
        this.#catalogue.items,
        ({ familiarity }) => familiarity,
      ),
    );
  }

  dropAdapter(): Promise<void> {
    this.adapter = undefined;
    return Promise.resolve();
  }

  loadEncoder(): Promise<never> {
    return Promise.reject(
      new PalateError("encoder-failed", "A plain engine encodes nothing."),
    );
  }

  searchByMeaning(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  read(): Promise<never> {
    return this.loadEncoder();
  }

  watchOutside(): Promise<void> {
    return Promise.resolve();
  }

  loseDevice(): Promise<void> {
    return Promise.resolve();
  }

  #score({ ratings, wishes = [] }: TasteView, item: Item): number {
    let score = item.familiarity / 100;
    for (const { target, weight } of wishes)
      if (target.kind === "item" && target.item === item.id) score += weight;
    for (const rating of ratings) {
      const rated = this.#catalogue.items.find(({ id }) => id === rating.item);
      if (rated?.domain !== item.domain) continue;
      if (rating.value === "like") score += 1;
      if (rating.value === "dislike") score -= 1;
    }
    return score;
  }
}
