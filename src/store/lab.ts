/**
 * The Lab's store: takes data, keeps the set-up, runs it and follows it. It stands apart from the app's store because
 * it is loaded with the Lab's page only; like the page it is made once, so that a run goes on while one looks around.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { CANCEL_GRACE, DEFAULT_SETUP } from "../config/lab.ts";
import { monotonic, since } from "../device/clock.ts";
import { ms } from "../domain/brand.ts";
import { isCancelled, PalateError } from "../domain/errors.ts";
import type { LabData, LabEvent, LabSetup } from "../domain/lab.ts";
import type { LabLink } from "../pipeline/lab-client.ts";
import { fitting } from "./lab-fitting.ts";
import { after, leftOf, NEW_RUN } from "./lab-progress.ts";
import {
  isBusy,
  type LabActions,
  type LabRun,
  type LabSource,
  type LabState,
  type LabStore,
} from "./lab-state.ts";

export interface LabParts {
  readonly open: () => LabLink;
  /** Where the page's files lie. */
  readonly base: string;
}

export function createLab(
  parts: LabParts,
  setup: LabSetup = DEFAULT_SETUP,
  madeFor: string | null = null,
): StoreApi<LabStore> {
  return createStore<LabStore>((set, get) => {
    const bench = new Bench(parts, get, set);
    const actions: LabActions = {
      takeExample: () => bench.take({ is: "example" }),
      takeFiles: (files) => bench.takeFiles(files),
      chooseColumns: (table) => bench.take({ ...bench.given(), table }),
      change: (change) => {
        set({ setup: { ...get().setup, ...change } });
      },
      run: () => bench.run(),
      pause: () => bench.hold("paused"),
      resume: () => bench.hold("running"),
      cancel: () => bench.cancel(),
    };
    const nothing = { source: null, table: null, reading: null, data: null };
    return { ...nothing, refusal: null, madeFor, setup, run: null, actions };
  });
}

class Bench {
  readonly #parts: LabParts;
  readonly #get: () => LabState;
  readonly #set: (change: Partial<LabState>) => void;
  #link: LabLink | undefined;
  /** What the worker of this link has read, and what it computes on. */
  #loaded: LabSource | undefined;
  #backend: LabSetup["backend"] | undefined;
  #files: readonly File[] = [];
  #fitSince = monotonic();
  #pausedAt = monotonic();

  constructor(
    parts: LabParts,
    get: () => LabState,
    set: (change: Partial<LabState>) => void,
  ) {
    this.#parts = parts;
    this.#get = get;
    this.#set = set;
  }

  /** The files of the table that waits for its columns. */
  given(): { readonly is: "files"; readonly files: readonly File[] } {
    return { is: "files", files: this.#files };
  }

  /** Reads files at once where they say what they hold; asks for the columns of a table first. */
  async takeFiles(files: readonly File[]): Promise<void> {
    this.#files = files;
    this.#set({ refusal: null, table: null });
    try {
      const table = await this.#open().lab.table(files);
      if (table === null) await this.take({ ...this.given(), table: null });
      else this.#set({ table });
    } catch (refusal) {
      this.#set({ refusal });
    }
  }

  async take(source: LabSource): Promise<void> {
    this.#set({ refusal: null });
    try {
      const data = await this.#read(source);
      const { setup: before, data: last } = this.#get();
      // What suited the last data says nothing of this one; what an address says holds for the first.
      const wanted = last === null ? before : { ...before, protocol: null };
      const setup = fitting(wanted, data);
      this.#set({ source, data, setup, run: null });
      // The columns stay on screen, to be chosen otherwise.
      if (source.is === "example" || source.table === null)
        this.#set({ table: null });
    } catch (refusal) {
      this.#set({ refusal });
    } finally {
      this.#set({ reading: null });
    }
  }

  async run(): Promise<void> {
    const { source, setup, data, run } = this.#get();
    if (source === null || data === null || isBusy(run)) return;
    this.#set({ run: NEW_RUN });
    const ticking = setInterval(() => {
      this.#estimate();
    }, 500);
    try {
      const lab = await this.#ready(source, setup.backend);
      this.#follow({ phase: "running" });
      const result = await lab.run(setup, (event) => {
        this.#hear(event);
      });
      this.#follow({ phase: "done", result, left: null, now: null });
    } catch (error) {
      // A run that was ended by force keeps what it told.
      const phase =
        this.#get().run?.phase === "cancelling" || isCancelled(error)
          ? "done"
          : "failed";
      this.#follow({ phase, left: null, now: null, error });
      // Whatever the worker died of, the next run gets another one.
      if (!isAboutInput(error)) this.#close();
    } finally {
      clearInterval(ticking);
    }
  }

  async hold(phase: "paused" | "running"): Promise<void> {
    const { run } = this.#get();
    if (run?.phase !== "paused" && run?.phase !== "running") return;
    this.#follow({ phase });
    if (phase === "paused") this.#pausedAt = monotonic();
    else this.#fitSince = ms(this.#fitSince + since(this.#pausedAt));
    const lab = this.#link?.lab;
    await (phase === "paused" ? lab?.pause() : lab?.resume());
  }

  /** Asks nicely; a model that does not listen is ended with its worker. */
  async cancel(): Promise<void> {
    if (!isBusy(this.#get().run)) return;
    this.#follow({ phase: "cancelling" });
    const link = this.#link;
    const timer = setTimeout(() => {
      if (link === this.#link && isBusy(this.#get().run)) this.#close();
    }, CANCEL_GRACE);
    try {
      await link?.lab.cancel();
    } catch {
      // The worker is gone already, which is what was wanted.
      clearTimeout(timer);
    }
  }

  /** A worker that computes on this backend and has read this data. */
  async #ready(source: LabSource, backend: LabSetup["backend"]) {
    if (this.#backend !== undefined && this.#backend !== backend) this.#close();
    const { lab } = this.#open();
    if (this.#loaded !== source) await this.#read(source);
    this.#backend = backend;
    await lab.start(backend, this.#parts.base);
    return lab;
  }

  async #read(source: LabSource): Promise<LabData> {
    const { lab } = this.#open();
    const data =
      source.is === "example"
        ? await lab.example()
        : await lab.read(source.files, source.table, (reading) => {
            this.#set({ reading });
          });
    this.#loaded = source;
    return data;
  }

  #open(): LabLink {
    this.#link ??= this.#parts.open();
    return this.#link;
  }

  #close(): void {
    this.#link?.terminate();
    this.#link = undefined;
    this.#loaded = undefined;
    this.#backend = undefined;
  }

  #hear(event: LabEvent): void {
    const { run } = this.#get();
    if (run === null) return;
    if (event.is === "begun") this.#fitSince = monotonic();
    this.#set({ run: after(run, event) });
  }

  #follow(change: Partial<LabRun>): void {
    const { run } = this.#get();
    if (run !== null) this.#set({ run: { ...run, ...change } });
  }

  #estimate(): void {
    const { run, setup } = this.#get();
    if (run?.phase !== "running") return;
    const left = leftOf(run, setup.models, since(this.#fitSince));
    if (left !== run.left) this.#follow({ left });
  }
}

const isAboutInput = (error: unknown): boolean =>
  error instanceof PalateError && error.code === "bad-input";
