/**
 * The engine's encoders: loaded when first asked for, because ONNX Runtime is larger than the rest of the page,
 * and kept from then on.
 */
import type { Runtime } from "../device/tensors.ts";
import type { DownloadProgress, EncoderReport } from "../domain/encoder.ts";
import { PalateError } from "../domain/errors.ts";
import type { EncodedModality } from "../domain/modality.ts";
import type { Backend } from "../domain/settings.ts";

export class Encoders {
  readonly #base: URL;

  constructor(base: URL) {
    this.#base = base;
  }

  load(
    modality: EncodedModality,
    _backend: "auto" | Backend,
    _runtime: Runtime,
    _onProgress: (progress: DownloadProgress) => void,
  ): Promise<EncoderReport> {
    const where = new URL(`encoders/${modality}/`, this.#base).pathname;
    return Promise.reject(
      new PalateError("encoder-failed", `No encoder lies at ${where}.`),
    );
  }

  encodeText(words: string, _runtime: Runtime): Promise<Float32Array> {
    return Promise.reject(
      new PalateError("encoder-failed", `Nothing encodes "${words}" yet.`),
    );
  }
}
