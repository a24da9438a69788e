/**
 * Watches one GPUDevice. A lost device fails silently (buffers read as zeros or never), and an error that nobody
 * captured means that some result is garbage: both end every guarded call with `device-lost`.
 */
import type { Ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import { deferred } from "./deferred.ts";

const REMEDY = "Nothing is lost: the engine starts again by itself.";

export class Loss {
  readonly #notice: Ms;
  /** How to end the calls that are under way; a set, because reactions on one long promise never go. */
  readonly #waiting = new Set<(error: PalateError) => void>();
  #error: PalateError | undefined;

  /** `notice`: how long a failed call waits to learn whether the device was the reason. */
  constructor(device: GPUDevice, notice: Ms) {
    this.#notice = notice;
    void device.lost.then(({ reason, message }) => {
      this.#lose(`The GPU went away (${reason}): ${message}`);
    });
    device.addEventListener("uncapturederror", ({ error }) => {
      this.#lose(`The GPU reported an error: ${error.message}`, error);
    });
  }

  /** The error, once the device is lost. */
  get error(): PalateError | undefined {
    return this.#error;
  }

  async guard<T>(work: () => Promise<T>): Promise<T> {
    if (this.#error !== undefined) throw this.#error;
    const lost = deferred<never>();
    this.#waiting.add(lost.reject);
    try {
      return await Promise.race([this.#checked(work), lost.promise]);
    } finally {
      this.#waiting.delete(lost.reject);
    }
  }

  async #checked<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      // Read again: a loss noticed meanwhile makes the result worthless.
      this.#throwIfLost();
      return result;
    } catch (cause) {
      if (!(cause instanceof PalateError)) await this.#settle();
      this.#throwIfLost();
      throw cause;
    }
  }

  #throwIfLost(): void {
    if (this.#error !== undefined) throw this.#error;
  }

  #lose(why: string, cause?: unknown): void {
    if (this.#error !== undefined) return;
    this.#error = new PalateError("device-lost", why, REMEDY, { cause });
    for (const end of this.#waiting) end(this.#error);
  }

  /** Until the loss is known, or the wait for it is over. */
  async #settle(): Promise<void> {
    const known = deferred<unknown>();
    this.#waiting.add(known.resolve);
    const timer = setTimeout(known.resolve, this.#notice);
    await known.promise;
    clearTimeout(timer);
    this.#waiting.delete(known.resolve);
  }
}
