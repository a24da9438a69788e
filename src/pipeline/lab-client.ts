/**
 * The Lab as the page holds it: a worker that can be ended at any moment. Nothing supervises it: a run that dies is
 * said to have died, and the data is read again from the files that the page still has.
 */
import { proxy, wrap } from "comlink";
import { deferred } from "../device/deferred.ts";
import { PalateError } from "../domain/errors.ts";
import { startLabWorker } from "./client.ts";
import { carryErrors } from "./errors-across.ts";
import type { Lab } from "./lab.ts";

export interface LabLink {
  readonly lab: Lab;
  /** Ends the worker; whatever was asked of it rejects with `worker-lost`. */
  terminate(): void;
}

export function openLab(): LabLink {
  carryErrors();
  const worker = startLabWorker();
  const remote = wrap<Lab>(worker);
  const death = deferred<never>();
  // Somebody who waits hears of it; when nobody waits there is nothing to tell.
  death.promise.catch(() => undefined);
  const die = (why: string, cause?: unknown): void => {
    const remedy = "Start the run again.";
    death.reject(new PalateError("worker-lost", why, remedy, { cause }));
  };
  worker.addEventListener("error", (event) => {
    die("The Lab's thread crashed.", event.message);
  });
  const alive = <T>(work: Promise<T>): Promise<T> =>
    Promise.race([work, death.promise]);
  return {
    lab: {
      start: (backend, base) => alive(remote.start(backend, base)),
      table: (files) => alive(remote.table(files)),
      read: (files, table, onReading) =>
        alive(remote.read(files, table, proxy(onReading))),
      example: () => alive(remote.example()),
      run: (setup, onEvent) => alive(remote.run(setup, proxy(onEvent))),
      pause: () => alive(remote.pause()),
      resume: () => alive(remote.resume()),
      cancel: () => alive(remote.cancel()),
    },
    terminate: () => {
      worker.terminate();
      die("The Lab's thread was ended.");
    },
  };
}
