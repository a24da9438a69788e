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

type Callback<T> = ((value: T) => void) &
  Partial<Pick<Remote<ProxyMarked>, typeof releaseProxy>>;

function release(callback: Callback<never>): void {
  callback[releaseProxy]?.();
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
    learned: (view) => engine().learned(view),
    tune: (view, onProgress) =>
      engine()
        .tune(view, onProgress)
        .finally(() => {
          release(onProgress);
        }),
    cancelTuning: () => engine().cancelTuning(),
    exportAdapter: (view) => engine().exportAdapter(view),
    importAdapter: (file) => engine().importAdapter(file),
    dropAdapter: () => engine().dropAdapter(),
    loadEncoder: (modality, backend, onProgress) =>
      engine()
        .loadEncoder(modality, backend, onProgress)
        .finally(() => {
          release(onProgress);
        }),
    searchByMeaning: (words, count) => engine().searchByMeaning(words, count),
    watchOutside: (onCount) => engine().watchOutside(onCount),
    loseDevice: () => engine().loseDevice(),
  };
}
