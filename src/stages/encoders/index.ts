/**
 * Loads an encoder, chooses where it runs, checks it against its reference, and encodes. The one entry of
 * this stage for the pipeline; load it on demand, because ONNX Runtime and transformers.js come with it.
 *
 * Runs inside a worker. After `isBroken()` that worker has to be replaced (see ./onnx.ts).
 */
import { MIN_REFERENCE_COSINE } from "../../config/encoders.ts";
import { bytes, type Ms } from "../../domain/brand.ts";
import type { EncoderReport } from "../../domain/encoder.ts";
import { PalateError } from "../../domain/errors.ts";
import type { EncodedModality } from "../../domain/modality.ts";
import type { Backend } from "../../domain/settings.ts";
import { fetchFolder, type Fetching, type Folder } from "./folder.ts";
import { openNetwork, openTokenizer } from "./network.ts";
import { placeOf, setUpOnnx, type Place } from "./onnx.ts";
import { encodePictures } from "./picture.ts";
import { attempt, coversNetwork, measure } from "./probe.ts";
import {
  referencePictures,
  referenceSounds,
  worstCosine,
  type Inputs,
} from "./reference.ts";
import type { Rows, Run, Tokenize } from "./run.ts";
import { encodeSounds } from "./sound.ts";
import { encodeTexts } from "./text.ts";

export { isBroken } from "./onnx.ts";
export type { Inputs } from "./reference.ts";
export type { Rows } from "./run.ts";

export interface LoadOptions extends Fetching {
  /** The worker's one device, or null where there is none. */
  readonly device: GPUDevice | null;
  /** Whether the device is emulated on the CPU; it is then probed with less. */
  readonly software: boolean;
  readonly backend: "auto" | Backend;
}

export interface Encoder<M extends EncodedModality> {
  readonly report: EncoderReport;
  /** Unit rows `[n, d_m]`, made as the catalogue's vectors were made. */
  encode(inputs: readonly Inputs[M][]): Promise<Rows>;
  dispose(): Promise<void>;
}

/** Where to try, in this order, and how that order came about. */
interface Choice {
  readonly places: readonly Place[];
  readonly why: EncoderReport["why"];
  readonly probe: Partial<Record<Backend, Ms>>;
  readonly notes: readonly string[];
  /** Where the measurement already ran the whole network. */
  readonly proven: readonly Backend[];
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** @throws PalateError `encoder-failed`, `encoder-mismatch` or `cancelled` */
export async function loadEncoder<M extends EncodedModality>(
  modality: M,
  options: LoadOptions,
): Promise<Encoder<M>> {
  const runtime = setUpOnnx(options.baseUrl);
  const folder = await fetchFolder(modality, options, runtime);
  return openEncoder(modality, folder, options);
}

/** The same for a folder that is in memory already. */
export async function openEncoder<M extends EncodedModality>(
  modality: M,
  folder: Folder,
  options: LoadOptions,
): Promise<Encoder<M>> {
  const encodeWith = await prepare(modality, folder);
  const choice = await choose(folder, options);
  const notes = [...choice.notes];
  let failure: unknown = null;
  for (const [index, place] of choice.places.entries()) {
    refuseIfAborted(options.signal);
    try {
      if (!choice.proven.includes(place.backend)) await attempt(folder, place);
      const { run, close } = await openNetwork(folder, place);
      const cosine = await check(modality, folder, run, encodeWith);
      if (cosine < MIN_REFERENCE_COSINE) {
        await close();
        throw mismatch(modality, place.backend, cosine);
      }
      const note = notes.join(" ");
      return {
        report: {
          modality,
          backend: place.backend,
          why: index === 0 ? choice.why : "fallback",
          probe: choice.probe,
          cosine,
          bytes: bytes(
            [...folder.files.values()].reduce((n, f) => n + f.length, 0),
          ),
          ...(note !== "" && { note }),
        },
        encode: (inputs) => encodeWith(inputs, run),
        dispose: close,
      };
    } catch (cause) {
      failure = cause;
      notes.push(`On ${place.backend}: ${messageOf(cause)}`);
    }
  }
  throw asPalateError(modality, failure);
}

type EncodeWith<M extends EncodedModality> = (
  inputs: readonly Inputs[M][],
  run: Run,
) => Promise<Rows>;

/** What stands around the network: the tokenizer, the resizing, the resampling. */
async function prepare<M extends EncodedModality>(
  modality: M,
  folder: Folder,
): Promise<EncodeWith<M>> {
  const makers: {
    readonly [K in EncodedModality]: () => Promise<EncodeWith<K>>;
  } = {
    text: async () => {
      const tokenize: Tokenize = await openTokenizer(folder);
      return (texts, run) => encodeTexts(texts, tokenize, run);
    },
    image: () => Promise.resolve(encodePictures),
    audio: () => Promise.resolve(encodeSounds),
  };
  return makers[modality]();
}

async function check<M extends EncodedModality>(
  modality: M,
  { reference }: Folder,
  run: Run,
  encodeWith: EncodeWith<M>,
): Promise<number> {
  const inputs: {
    readonly [K in EncodedModality]: () => readonly Inputs[K][];
  } = {
    text: () => (reference.modality === "text" ? reference.inputs : []),
    image: () =>
      reference.modality === "image" ? referencePictures(reference) : [],
    audio: () =>
      reference.modality === "audio" ? referenceSounds(reference) : [],
  };
  return worstCosine(await encodeWith(inputs[modality](), run), reference);
}

async function choose(
  folder: Folder,
  { backend, device, software, signal }: LoadOptions,
): Promise<Choice> {
  const wasm: Place = { backend: "wasm" };
  const gpu = placeOf("webgpu", device);
  const plain = { probe: {}, notes: [], proven: [] };
  if (backend === "wasm") return { ...plain, places: [wasm], why: "override" };
  if (gpu === null)
    return {
      ...plain,
      places: [wasm],
      why: "fallback",
      notes: ["There is no GPU."],
    };
  if (backend === "webgpu")
    return { ...plain, places: [gpu, wasm], why: "override" };
  const effort = software ? "small" : "full";
  const covers = coversNetwork(folder, effort);
  const onWasm = await measure(folder, wasm, effort);
  refuseIfAborted(signal);
  try {
    const onGpu = await measure(folder, gpu, effort);
    return {
      places: onGpu < onWasm ? [gpu, wasm] : [wasm, gpu],
      why: "measured",
      probe: { wasm: onWasm, webgpu: onGpu },
      notes: [],
      proven: covers ? ["wasm", "webgpu"] : [],
    };
  } catch (cause) {
    return {
      places: [wasm],
      why: "fallback",
      probe: { wasm: onWasm },
      notes: [`On webgpu: ${messageOf(cause)}`],
      proven: covers ? ["wasm"] : [],
    };
  }
}

function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new PalateError(
      "cancelled",
      "Loading the encoder was cancelled.",
      "",
      {
        cause: signal.reason,
      },
    );
}

function mismatch(
  modality: EncodedModality,
  backend: Backend,
  cosine: number,
): PalateError {
  return new PalateError(
    "encoder-mismatch",
    `The ${modality} encoder's vectors differ from their reference (cosine ${cosine.toFixed(3)}) on ${backend}.`,
    "Choose the other backend in Settings.",
  );
}

function asPalateError(modality: EncodedModality, cause: unknown): PalateError {
  if (cause instanceof PalateError) return cause;
  return new PalateError(
    "encoder-failed",
    `The ${modality} encoder does not run here: ${messageOf(cause)}`,
    "Reload the page; if that does not help, build the encoders again.",
    { cause },
  );
}
