/**
 * The engine as it looks through a worker's door: `Engine`, opened for one page, and a pulse. Callbacks arrive
 * as Comlink proxies, and each is released when its call is over, so that no message port is left behind.
 */
import { releaseProxy, type ProxyMarked, type Remote } from "comlink";
import { PalateError } from "../domain/errors.ts";
import type { Engine } from "./engine.ts";

export interface EngineDoor extends Engine {
  /** Where the page's files lie. The first call; starts loading what every backend needs. */
  open(base: string): void;
  /** Answers at once unless the worker is dead or blocked. */
  ping(): void;
}

/** A callback of the page: a Comlink proxy in a worker, and the function itself within one thread. */
type Callback<T> = ((value: T) => unknown) &
  Partial<Pick<Remote<ProxyMarked>, typeof releaseProxy>>;

/** Runs work with a callback; all that it was told has arrived before the work's own answer leaves. */
export async function telling<T, R>(
  callback: Callback<T>,
  work: (tell: (value: T) => void) => Promise<R>,
): Promise<R> {
  let told: unknown;
  try {
    return await work((value) => {
      told = callback(value);
    });
  } finally {
    await told;
    callback[releaseProxy]?.();
  }
}

/** `create` makes the engine behind the door; it runs once, when the page says where its files are. */
export function engineDoor(create: (base: URL) => Engine): EngineDoor {
  let opened: Engine | undefined;
  const engine = (): Engine => {
    if (opened === undefined)
      throw new PalateError("bad-input", "The engine is not open yet.");
    return opened;
  };
  return {
    open: (base) => {
      opened ??= create(new URL(base));
    },
    ping: () => undefined,
    start: (backend, adapter) => engine().start(backend, adapter),
    report: () => engine().report(),
    rank: (view, count) => engine().rank(view, count),
    explain: (view, item) => engine().explain(view, item),
    counterfactual: (...question) => engine().counterfactual(...question),
    learned: (view) => engine().learned(view),
    tune: (view, onProgress) =>
      telling(onProgress, (tell) => engine().tune(view, tell)),
    cancelTuning: () => engine().cancelTuning(),
    exportAdapter: (view) => engine().exportAdapter(view),
    importAdapter: (file) => engine().importAdapter(file),
    preview: (...question) => engine().preview(...question),
    mergeAdapters: (...question) => engine().mergeAdapters(...question),
    likings: (view) => engine().likings(view),
    dropAdapter: () => engine().dropAdapter(),
    loadEncoder: (modality, backend, onProgress) =>
      telling(onProgress, (tell) =>
        engine().loadEncoder(modality, backend, tell),
      ),
    searchByMeaning: (words, count) => engine().searchByMeaning(words, count),
    read: (what) => engine().read(what),
    watchOutside: (onCount) => engine().watchOutside(onCount),
    loseDevice: () => engine().loseDevice(),
  };
}
