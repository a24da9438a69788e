/** What is fetched only when it is asked for, and how large it is: said before the download begins. */
import { bytes, type Bytes } from "../domain/brand.ts";
import type { EncodedModality } from "../domain/modality.ts";

/** Encoder files as built; once one is loaded its own report is shown instead. */
export const ENCODER_BYTES: Readonly<Record<EncodedModality, Bytes>> = {
  text: bytes(7_800_000),
  image: bytes(1_150_000),
  audio: bytes(780_000),
};

/** ONNX Runtime, which every encoder needs and which comes with the first one. */
export const RUNTIME_BYTES: Bytes = bytes(26_900_000);
