/**
 * Keeps an engine alive for the page. A worker that crashed, went silent or lost its GPU is replaced by a new
 * one, started with the last adapter, and asked the same thing once more; no call is ever left hanging. There is
 * one way to recover, whatever happened, because a fresh worker holds nothing that could be broken.
 */
import { MAX_RESTARTS, RESTART_WINDOW } from "../config/engine.ts";
import { monotonic, since } from "../device/clock.ts";
import type { Ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import type { Backend } from "../domain/settings.ts";
import type { Engine, EngineReport } from "./engine.ts";

/** One worker: its engine, and the news of its death. */
export interface EngineLink {
  readonly engine: Engine;
  /** Settles like the work, or rejects with `worker-lost` when the worker dies meanwhile. */
  alive<T>(work: Promise<T>): Promise<T>;
  terminate(): void;
}

export interface EngineEvents {
  /** The engine is being replaced; calls made meanwhile wait for it. */
  readonly onRecovering: (why: PalateError) => void;
  /** After every start, the first one and each recovery. */
  readonly onStarted: (report: EngineReport) => void;
}

interface StartOptions {
  readonly backend: "auto" | Backend;
  readonly adapter?: Uint8Array | undefined;
}

export class Supervisor {
  readonly #spawn: () => EngineLink;
  readonly #events: EngineEvents;
  #link: EngineLink;
  #options: StartOptions | undefined;
  #recovery: Promise<void> | undefined;
  #restarts: Ms[] = [];
  #distrust: string | undefined;
  #onOutside: ((count: number) => void) | undefined;
  /** Requests to other origins by workers that are gone, and by the one that lives. */
  #outside = { gone: 0, living: 0 };

  constructor(spawn: () => EngineLink, events: EngineEvents) {
    this.#spawn = spawn;
    this.#events = events;
    this.#link = spawn();
  }

  /** The adapter that a new worker is to start with. */
  keepAdapter(adapter: Uint8Array | undefined): void {
    if (this.#options !== undefined)
      this.#options = { ...this.#options, adapter };
  }

  /** Starts the engine, or another one when this one runs already: a worker takes one backend in its life. */
  async start(options: StartOptions): Promise<EngineReport> {
    await this.#recovery;
    if (this.#options !== undefined) this.#renew();
    this.#options = options;
    this.#distrust = undefined;
    const link = this.#link;
    try {
      return await link.alive(this.#startOn(link.engine));
    } catch (cause) {
      if (!isMortal(cause)) throw cause;
      await this.#recover(link, cause);
    }
    return this.report();
  }

  /** The engine's own report, with what only its supervisor knows. */
  async report(): Promise<EngineReport> {
    return this.#told(await this.ask((engine) => engine.report()));
  }

  async watchOutside(onCount: (count: number) => void): Promise<void> {
    this.#onOutside = onCount;
    await this.ask((engine) => this.#watchOn(engine));
  }

  /** Asks the living engine, and once more after a recovery when it died over the question. */
  async ask<T>(question: (engine: Engine) => Promise<T>): Promise<T> {
    await this.#recovery;
    const link = this.#link;
    try {
      return await link.alive(question(link.engine));
    } catch (cause) {
      if (!isMortal(cause)) throw cause;
      await this.#recover(link, cause);
    }
    return this.#link.alive(question(this.#link.engine));
  }

  /** Many calls may fail over one death: the first one replaces the worker and the others wait for it. */
  #recover(dead: EngineLink, why: PalateError): Promise<void> {
    if (dead !== this.#link) return this.#recovery ?? Promise.resolve();
    this.#recovery ??= this.#replace(why).finally(() => {
      this.#recovery = undefined;
    });
    return this.#recovery;
  }

  async #replace(why: PalateError): Promise<void> {
    this.#events.onRecovering(why);
    for (let reason = why; ;) {
      this.#link.terminate();
      this.#countRestart(reason);
      this.#outside = {
        gone: this.#outside.gone + this.#outside.living,
        living: 0,
      };
      this.#link = this.#spawn();
      try {
        await this.#link.alive(this.#revive(this.#link.engine));
        return;
      } catch (cause) {
        if (!isMortal(cause) || this.#distrust !== undefined) throw cause;
        reason = cause;
      }
    }
  }

  #renew(): void {
    this.#link.terminate();
    this.#outside = {
      gone: this.#outside.gone + this.#outside.living,
      living: 0,
    };
    this.#link = this.#spawn();
  }

  async #revive(engine: Engine): Promise<void> {
    if (this.#onOutside !== undefined) await this.#watchOn(engine);
    if (this.#options !== undefined) await this.#startOn(engine);
  }

  async #startOn(engine: Engine): Promise<EngineReport> {
    const { backend, adapter } = this.#options ?? { backend: "auto" };
    const trusted = this.#distrust === undefined ? backend : "wasm";
    const report = this.#told(await engine.start(trusted, adapter));
    this.#events.onStarted(report);
    return report;
  }

  #told(report: EngineReport): EngineReport {
    return this.#distrust === undefined
      ? report
      : { ...report, fallback: this.#distrust };
  }

  #watchOn(engine: Engine): Promise<void> {
    return engine.watchOutside((count) => {
      this.#outside = { ...this.#outside, living: count };
      this.#onOutside?.(this.#outside.gone + count);
    });
  }

  /** A GPU that is lost again and again is left alone: WebAssembly is slower and stays. */
  #countRestart(why: PalateError): void {
    this.#restarts = this.#restarts.filter(
      (start) => since(start) < RESTART_WINDOW,
    );
    this.#restarts.push(monotonic());
    if (this.#restarts.length > MAX_RESTARTS) {
      this.#distrust = `The GPU engine failed ${this.#restarts.length} times: ${why.message}`;
    }
  }
}

/** True for an error that a new worker can help with. */
export function isMortal(error: unknown): error is PalateError {
  return (
    error instanceof PalateError &&
    (error.code === "device-lost" || error.code === "worker-lost")
  );
}
