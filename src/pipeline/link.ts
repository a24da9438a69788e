/**
 * One end of a worker: wraps its engine, listens for its pulse while something is asked, and ends every open
 * question when it dies. Comlink alone would wait for ever.
 */
import { proxy, wrap, type Endpoint, type Remote } from "comlink";
import { HEARTBEAT, SILENCE } from "../config/engine.ts";
import { deferred } from "../device/deferred.ts";
import type { Ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import type { EngineDoor } from "./door.ts";
import type { Engine } from "./engine.ts";
import type { EngineLink } from "./supervisor.ts";

/** What of a `Worker` is used, so that a test can put a message channel in its place. */
export interface WorkerLike extends Endpoint {
  terminate(): void;
}

export interface Pulse {
  readonly heartbeat: Ms;
  readonly silence: Ms;
}

const REMEDY = "Nothing is lost: the engine starts again by itself.";

export function linkTo(
  worker: WorkerLike,
  base: string,
  pulse: Pulse = { heartbeat: HEARTBEAT, silence: SILENCE },
): EngineLink {
  const remote = wrap<EngineDoor>(worker);
  const open = new Set<(error: PalateError) => void>();
  let death: PalateError | undefined;
  const die = (why: string, cause?: unknown): void => {
    death ??= new PalateError("worker-lost", why, REMEDY, { cause });
    for (const end of open) end(death);
    open.clear();
  };
  const heart = listen(remote, pulse, () => {
    die("The engine's thread went silent.");
  });
  worker.addEventListener("error", (event) => {
    die("The engine's thread crashed.", Reflect.get(event, "message"));
  });
  worker.addEventListener("messageerror", () => {
    die("The engine's thread sent something unreadable.");
  });
  void remote.open(base);
  return {
    engine: engineOf(remote),
    alive: async (work) => {
      if (death !== undefined) throw death;
      const end = deferred<never>();
      open.add(end.reject);
      heart.beat(open.size);
      try {
        return await Promise.race([work, end.promise]);
      } finally {
        open.delete(end.reject);
        heart.beat(open.size);
      }
    },
    terminate: () => {
      worker.terminate();
      die("The engine's thread was ended.");
      heart.beat(0);
    },
  };
}

/**
 * Counts beats without an answer instead of reading a clock: a frozen or throttled tab skips beats on both
 * sides and is not taken for dead when it wakes.
 */
function listen(
  remote: Remote<EngineDoor>,
  { heartbeat, silence }: Pulse,
  onSilence: () => void,
): { beat(open: number): void } {
  let timer: ReturnType<typeof setInterval> | undefined;
  let missed = 0;
  const tick = (): void => {
    if (missed * heartbeat >= silence) onSilence();
    missed += 1;
    void remote.ping().then(() => {
      missed = 0;
    });
  };
  return {
    beat: (open) => {
      if (open > 0) {
        timer ??= setInterval(tick, heartbeat);
        return;
      }
      clearInterval(timer);
      timer = undefined;
      missed = 0;
    },
  };
}

/** The remote door with the engine's own shape: callbacks are wrapped here and nowhere else. */
function engineOf(remote: Remote<EngineDoor>): Engine {
  return {
    start: (backend, adapter) => remote.start(backend, adapter),
    report: () => remote.report(),
    rank: (view, count) => remote.rank(view, count),
    explain: (view, item) => remote.explain(view, item),
    counterfactual: (...question) => remote.counterfactual(...question),
    learned: (view) => remote.learned(view),
    tune: (view, onProgress) => remote.tune(view, proxy(onProgress)),
    cancelTuning: () => remote.cancelTuning(),
    exportAdapter: (view) => remote.exportAdapter(view),
    importAdapter: (file) => remote.importAdapter(file),
    preview: (...question) => remote.preview(...question),
    mergeAdapters: (...question) => remote.mergeAdapters(...question),
    likings: (view) => remote.likings(view),
    dropAdapter: () => remote.dropAdapter(),
    loadEncoder: (modality, backend, onProgress) =>
      remote.loadEncoder(modality, backend, proxy(onProgress)),
    searchByMeaning: (words, count) => remote.searchByMeaning(words, count),
    read: (what) => remote.read(what),
    watchOutside: (onCount) => remote.watchOutside(proxy(onCount)),
    loseDevice: () => remote.loseDevice(),
  };
}
