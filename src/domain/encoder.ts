/** What is known of an encoder once it runs: where, how fast, how true to its reference. */
import type { Bytes, Ms } from "./brand.ts";
import type { EncodedModality } from "./modality.ts";
import type { Backend } from "./settings.ts";

export interface EncoderReport {
  readonly modality: EncodedModality;
  readonly backend: Backend;
  /** `measured`: the probe chose it; `override`: the person did; `fallback`: the other one failed. */
  readonly why: "measured" | "override" | "fallback";
  /**
   * Milliseconds per input on each backend that was probed. On an emulated GPU only the network's first
   * layers are timed, on both backends: the whole would take longer than the answer is worth.
   */
  readonly probe: Partial<Record<Backend, Ms>>;
  /** Cosine to the stored reference vectors, worst case. */
  readonly cosine: number;
  readonly bytes: Bytes;
  /** What went wrong on the way to a fallback, in words. */
  readonly note?: string;
}

export interface DownloadProgress {
  readonly loaded: Bytes;
  readonly total: Bytes;
}
