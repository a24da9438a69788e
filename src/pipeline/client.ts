/** The single home of `new Worker`: the page's engine, supervised (./supervisor.ts), and the Lab (./lab-client.ts). */
import type { Engine } from "./engine.ts";
import { carryErrors } from "./errors-across.ts";
import { linkTo } from "./link.ts";
import { isMortal, Supervisor, type EngineEvents } from "./supervisor.ts";

/** Starts the worker at once; it loads its files while the page reads its own. */
export function createEngine(events: EngineEvents): Engine {
  carryErrors();
  const spawn = () => {
    const worker = new Worker(new URL("./engine.worker.ts", import.meta.url), {
      type: "module",
    });
    return linkTo(worker, document.baseURI);
  };
  return supervised(new Supervisor(spawn, events));
}

/** The Lab's own thread, so that training never holds up a list. */
export function startLabWorker(): Worker {
  return new Worker(new URL("./lab.worker.ts", import.meta.url), {
    type: "module",
  });
}

/** `Engine` over a supervisor, which is told of every adapter that a new worker would have to take over. */
export function supervised(supervisor: Supervisor): Engine {
  return {
    start: (backend, adapter) => supervisor.start({ backend, adapter }),
    report: () => supervisor.report(),
    rank: (view, count) => supervisor.ask((engine) => engine.rank(view, count)),
    explain: (view, item) =>
      supervisor.ask((engine) => engine.explain(view, item)),
    counterfactual: (...question) =>
      supervisor.ask((engine) => engine.counterfactual(...question)),
    learned: (view) => supervisor.ask((engine) => engine.learned(view)),
    tune: (view, onProgress) =>
      supervisor.ask((engine) => engine.tune(view, onProgress)),
    cancelTuning: () => supervisor.ask((engine) => engine.cancelTuning()),
    exportAdapter: async (view) => {
      const file = await supervisor.ask((engine) => engine.exportAdapter(view));
      supervisor.keepAdapter(file);
      return file;
    },
    importAdapter: async (file) => {
      const summary = await supervisor.ask((engine) =>
        engine.importAdapter(file),
      );
      supervisor.keepAdapter(file);
      return summary;
    },
    preview: (...question) =>
      supervisor.ask((engine) => engine.preview(...question)),
    mergeAdapters: (...question) =>
      supervisor.ask((engine) => engine.mergeAdapters(...question)),
    likings: (view) => supervisor.ask((engine) => engine.likings(view)),
    dropAdapter: async () => {
      await supervisor.ask((engine) => engine.dropAdapter());
      supervisor.keepAdapter(undefined);
    },
    loadEncoder: async (modality, backend, onProgress) => {
      const load = (where: typeof backend) =>
        supervisor.ask((engine) =>
          engine.loadEncoder(modality, where, onProgress),
        );
      // What broke a worker twice is not tried a third time.
      return load(backend).catch((cause: unknown) => {
        if (backend === "wasm" || !isMortal(cause)) throw cause;
        return load("wasm");
      });
    },
    searchByMeaning: (words, count) =>
      supervisor.ask((engine) => engine.searchByMeaning(words, count)),
    read: (what) => supervisor.ask((engine) => engine.read(what)),
    watchOutside: (onCount) => supervisor.watchOutside(onCount),
    loseDevice: () => supervisor.ask((engine) => engine.loseDevice()),
  };
}
