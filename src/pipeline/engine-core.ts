/**
 * The engine inside its worker: device, model and encoders in the order of the data's flow. It answers one
 * page, remembers nothing but the adapter in force, and lets every question through while it fine-tunes.
 */
import { DEFAULT_STEERING } from "../config/preferences.ts";
import { watchOutside } from "../device/outside.ts";
import "../device/gradients.ts";
import { startRuntime, type Runtime } from "../device/tensors.ts";
import { ms } from "../domain/brand.ts";
import type { Catalogue } from "../domain/catalogue.ts";
import { PalateError } from "../domain/errors.ts";
import type { EntryId, Rating } from "../domain/rating.ts";
import type { Backend } from "../domain/settings.ts";
import { Encoders } from "./encoders.ts";
import type {
  Engine,
  EngineReport,
  TasteView,
  TuneProgress,
  TuneReport,
} from "./engine.ts";
import { loadCatalogue, loadGraph, loadTensors } from "./files.ts";
import { TasteModel, type TasteFiles } from "./taste-model.ts";
import { mergedFile, previewOf } from "./taste-owned.ts";
import { probability } from "./taste-rank.ts";

interface Running {
  readonly runtime: Runtime;
  readonly model: TasteModel;
  readonly encoders: Encoders;
}

interface Tuning {
  readonly controller: AbortController;
  /** Settles when the model is free again, however it ended. */
  readonly over: Promise<unknown>;
}

export class EngineCore implements Engine {
  readonly #base: URL;
  readonly #files: Promise<TasteFiles>;
  #running: Running | undefined;
  #tuning: Tuning | undefined;

  /** Starts fetching at once: files are needed whatever the backend. */
  constructor(base: URL) {
    this.#base = base;
    this.#files = readFiles(base);
    // Whoever starts the engine hears of it; until then it is nobody's.
    this.#files.catch(() => undefined);
  }

  async start(
    backend: "auto" | Backend,
    adapter?: Uint8Array,
  ): Promise<EngineReport> {
    const [runtime, files] = await Promise.all([
      startRuntime(backend, this.#base),
      this.#files,
    ]);
    const model = await runtime.guard(() => TasteModel.load(files));
    this.#running = {
      runtime,
      model,
      encoders: new Encoders(this.#base, runtime),
    };
    if (adapter !== undefined)
      await runtime.guard(() => model.importAdapter(adapter));
    // Shaders compile and matrices go up while the person still looks around.
    runtime
      .guard(() => model.warmUp(warmUpView(files.catalogue)))
      .catch(() => undefined);
    return this.#report(this.#running);
  }

  report(): Promise<EngineReport> {
    return this.#ask((model) => Promise.resolve(model)).then(() =>
      this.#report(this.#started()),
    );
  }

  rank(view: TasteView, count: number) {
    return this.#ask((model) => model.rank(view, count));
  }

  explain(view: TasteView, item: Parameters<Engine["explain"]>[1]) {
    return this.#ask((model) => model.explain(view, item));
  }

  counterfactual(...question: Parameters<Engine["counterfactual"]>) {
    return this.#ask((model) => model.counterfactual(...question));
  }

  learned(view: TasteView) {
    return this.#ask((model) => model.learned(view));
  }

  /** The newest call wins: it ends the one before it and waits until the model is free. */
  async tune(
    view: TasteView,
    onProgress: (progress: TuneProgress) => void,
  ): Promise<TuneReport> {
    const before = this.#tuning;
    before?.controller.abort();
    const controller = new AbortController();
    const work = (before?.over ?? Promise.resolve()).then(() => {
      controller.signal.throwIfAborted();
      return this.#ask((model) =>
        model.tune(view, onProgress, controller.signal),
      );
    });
    this.#tuning = { controller, over: work.catch(() => undefined) };
    try {
      return await work;
    } catch (cause) {
      if (!controller.signal.aborted) throw cause;
      throw new PalateError(
        "cancelled",
        "Newer ratings ended this fine-tune.",
        "",
        { cause },
      );
    }
  }

  async cancelTuning(): Promise<void> {
    this.#tuning?.controller.abort();
    await this.#tuning?.over;
  }

  exportAdapter(view: TasteView) {
    return this.#ask((model) => model.exportAdapter(view));
  }

  async importAdapter(file: Uint8Array) {
    await this.cancelTuning();
    return this.#ask((model) => model.importAdapter(file));
  }

  preview(...[view, file, count]: Parameters<Engine["preview"]>) {
    return this.#ask(async (model) =>
      previewOf(await model.ground(view), view, file, count),
    );
  }

  mergeAdapters(...[view, files, manner]: Parameters<Engine["mergeAdapters"]>) {
    return this.#ask(async (model) =>
      mergedFile(await model.ground(view), view, files, manner),
    );
  }

  likings(view: TasteView) {
    return this.#ask(async (model) =>
      (await model.scores(view)).map(probability),
    );
  }

  async dropAdapter(): Promise<void> {
    await this.cancelTuning();
    this.#started().model.dropAdapter();
  }

  loadEncoder(
    ...[modality, backend, onProgress]: Parameters<Engine["loadEncoder"]>
  ) {
    const { runtime, encoders } = this.#started();
    return runtime.guard(() =>
      encoders.load(modality, { backend, onProgress }),
    );
  }

  async searchByMeaning(words: string, count: number) {
    const { runtime, model, encoders } = this.#started();
    const vector = await runtime.guard(() =>
      encoders.read({ modality: "text", words }),
    );
    return model.nearest("text", vector, count);
  }

  read(what: Parameters<Engine["read"]>[0]) {
    const { runtime, encoders } = this.#started();
    return runtime.guard(() => encoders.read(what));
  }

  watchOutside(onCount: (count: number) => void): Promise<void> {
    watchOutside(onCount);
    return Promise.resolve();
  }

  loseDevice(): Promise<void> {
    this.#started().runtime.lose();
    return Promise.resolve();
  }

  #started(): Running {
    if (this.#running !== undefined) return this.#running;
    throw new PalateError(
      "bad-input",
      "The engine was asked before it was started.",
    );
  }

  /** Every answer of the model passes the guard against a lost GPU. */
  #ask<T>(question: (model: TasteModel) => Promise<T>): Promise<T> {
    const { runtime, model } = this.#started();
    return runtime.guard(() => question(model));
  }

  #report({ runtime, model }: Running): EngineReport {
    const { backend, adapter, software, features, fallback } = runtime;
    return {
      backend,
      adapter,
      software,
      features,
      ...(fallback === undefined ? {} : { fallback }),
      baseHash: model.baseHash,
      catalogueHash: model.catalogueHash,
      memory: runtime.memory(),
    };
  }
}

/** A person who likes the first item: the smallest view that asks for everything a ranking needs. */
function warmUpView({ items }: Catalogue): TasteView {
  const ratings = items.slice(0, 1).map(({ id }): Rating => {
    return { item: id, value: "like", at: ms(0), entry: "warm-up" as EntryId };
  });
  const logPosition = 0 as TasteView["logPosition"];
  return {
    ratings,
    logPosition,
    steering: DEFAULT_STEERING,
    concepts: {},
    seed: 0,
  };
}

async function readFiles(base: URL): Promise<TasteFiles> {
  const [catalogue, tensors] = await Promise.all([
    loadCatalogue(base),
    loadTensors(base),
  ]);
  let graph: ReturnType<typeof loadGraph> | undefined;
  return {
    ...tensors,
    catalogue,
    graph: () => (graph ??= loadGraph(base, catalogue.items.length)),
  };
}
