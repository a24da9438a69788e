/**
 * The engine's encoders: loaded when first asked for, because ONNX Runtime is larger than the rest of the page,
 * and kept from then on.
 */
import type { Runtime } from "../device/tensors.ts";
import type { DownloadProgress, EncoderReport } from "../domain/encoder.ts";
import { PalateError } from "../domain/errors.ts";
import type { EncodedModality } from "../domain/modality.ts";
import type { Backend } from "../domain/settings.ts";
import type { Readable } from "../domain/wish.ts";
import type { Encoder, Inputs } from "../stages/encoders/index.ts";

/** One of each; the key decides the type of what it encodes. */
type Loaded = { [M in EncodedModality]?: Promise<Encoder<M>> };

interface LoadWish {
  readonly backend: "auto" | Backend;
  readonly onProgress: (progress: DownloadProgress) => void;
}

export class Encoders {
  readonly #base: URL;
  readonly #runtime: Runtime;
  readonly #loaded: Loaded = {};

  constructor(base: URL, runtime: Runtime) {
    this.#base = base;
    this.#runtime = runtime;
  }

  /** Loads anew even what is loaded: the person may want it on the other backend. */
  async load(
    modality: EncodedModality,
    wish: LoadWish,
  ): Promise<EncoderReport> {
    const before = this.#loaded[modality];
    const loading = this.#open(modality, wish);
    this.#keep(modality, loading);
    const { report } = await loading;
    // Only now, so that a failure leaves nobody without an encoder that worked.
    await (await before?.catch(() => undefined))?.dispose();
    return report;
  }

  /** `[d_m]` the unit vector of one thing, in the space of the catalogue's vectors of that modality. */
  read(what: Readable): Promise<Float32Array> {
    if (what.modality === "text") return this.#vector("text", what.words);
    if (what.modality === "image") return this.#vector("image", what);
    return this.#vector("audio", what);
  }

  async #vector<M extends EncodedModality>(
    modality: M,
    input: Inputs[M],
  ): Promise<Float32Array> {
    const slots: { [K in M]?: Promise<Encoder<K>> } = this.#loaded;
    if (slots[modality] === undefined)
      await this.load(modality, {
        backend: "auto",
        onProgress: () => undefined,
      });
    const encoder = await slots[modality];
    if (encoder === undefined)
      throw new PalateError(
        "encoder-failed",
        `No ${modality} encoder is loaded.`,
      );
    const { data, size } = await this.#mending(() => encoder.encode([input]));
    return data.slice(0, size);
  }

  async #open<M extends EncodedModality>(
    modality: M,
    wish: LoadWish,
  ): Promise<Encoder<M>> {
    const { loadEncoder } = await import("../stages/encoders/index.ts");
    const { device, software } = this.#runtime;
    return this.#mending(() =>
      loadEncoder(modality, { ...wish, baseUrl: this.#base, device, software }),
    );
  }

  /** What failed is forgotten, so that the next wish starts from nothing. */
  #keep<M extends EncodedModality>(
    modality: M,
    loading: Promise<Encoder<M>>,
  ): void {
    const slots: { [K in M]?: Promise<Encoder<K>> } = this.#loaded;
    const before = slots[modality];
    slots[modality] = loading;
    loading.catch(() => {
      if (slots[modality] !== loading) return;
      if (before === undefined) delete slots[modality];
      else slots[modality] = before;
    });
  }

  /** ONNX Runtime does not get over some failures; then the whole worker has to be replaced. */
  async #mending<T>(work: () => Promise<T>): Promise<T> {
    const { isBroken } = await import("../stages/encoders/index.ts");
    try {
      return await work();
    } catch (cause) {
      if (!isBroken()) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new PalateError(
        "worker-lost",
        why,
        "The engine starts again by itself.",
        { cause },
      );
    }
  }
}
