/**
 * ONNX Runtime in this worker: set up once, used by one at a time, and known to be broken when it is.
 *
 * transformers.js runs every load and every inference through one promise chain a module, and one rejection
 * makes all later ones reject (seen in 4.3.1, `webInitChain` and `webInferenceChain` in src/backends/onnx.js).
 * So a session is tried here first, on ONNX Runtime itself, and only what works is given to transformers.js.
 * Should it fail there all the same, `isBroken` says that this worker must be replaced.
 */
import { env } from "@huggingface/transformers";
import * as ort from "onnxruntime-web/webgpu";
import { PalateError } from "../../domain/errors.ts";
import type { Backend } from "../../domain/settings.ts";
import type { WasmFile } from "./folder.ts";
import type { Run } from "./run.ts";

/** Where a network runs; WebGPU is always the one device that the worker was given. */
export type Place =
  | { readonly backend: "wasm" }
  | { readonly backend: "webgpu"; readonly device: GPUDevice };

const LOADER = "ort/ort-wasm-simd-threaded.asyncify";

let isSetUp = false;
let hasStarted = false;
let broken: PalateError | null = null;
let queue: Promise<unknown> = Promise.resolve();

/** True once nothing in this worker can be encoded any more: end the worker and start another. */
export function isBroken(): boolean {
  return broken !== null;
}

/** Remembers a failure after which transformers.js or ONNX Runtime cannot go on. */
export function breakDown(cause: unknown): PalateError {
  const why = cause instanceof Error ? cause.message : String(cause);
  broken = new PalateError(
    "encoder-failed",
    `The encoder runtime failed: ${why}`,
    "Start the engine again.",
    { cause },
  );
  return broken;
}

/**
 * Points everything at this origin. Threads would each be a worker of their own: one is enough here.
 * Gives what fetches ONNX Runtime's wasm, unless it is there already.
 */
export function setUpOnnx(baseUrl: URL): WasmFile {
  const { wasm } = ort.env;
  const url = new URL(`${LOADER}.wasm`, baseUrl);
  if (!isSetUp) {
    isSetUp = true;
    wasm.numThreads = 1;
    wasm.proxy = false;
    wasm.wasmPaths = {
      mjs: new URL(`${LOADER}.mjs`, baseUrl).href,
      wasm: url.href,
    };
    ort.env.logLevel = "error";
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.useBrowserCache = false;
    env.useWasmCache = false;
  }
  return {
    url,
    isWanted: () => !hasStarted && wasm.wasmBinary === undefined,
    take: (content) => {
      wasm.wasmBinary = content.buffer;
    },
  };
}

/** One load or inference at a time: ONNX Runtime's wasm holds one suspended call. */
export function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const result = queue.then(() => {
    if (broken) throw broken;
    return work();
  });
  queue = result.catch(() => undefined);
  return result;
}

export function sessionOptions(
  place: Place,
): ort.InferenceSession.SessionOptions {
  const provider =
    place.backend === "webgpu"
      ? { name: "webgpu" as const, device: place.device }
      : { name: "wasm" as const };
  return { executionProviders: [provider], logSeverityLevel: 3 };
}

/** A session without transformers.js, to try a network with. */
export interface Trial {
  readonly run: Run;
  close(): Promise<void>;
}

export async function openTrial(
  model: Uint8Array,
  place: Place,
): Promise<Trial> {
  const session = await exclusively(() =>
    guarded(() => ort.InferenceSession.create(model, sessionOptions(place))),
  );
  // Compiled by now; 27 MB that nobody needs any more.
  hasStarted = true;
  delete ort.env.wasm.wasmBinary;
  return {
    run: (feeds) =>
      exclusively(() =>
        guarded(async () => {
          const tensors = Object.entries(feeds).map(
            ([name, feed]) => [name, tensorOf(feed)] as const,
          );
          const results = await session.run(Object.fromEntries(tensors));
          return outputOf(results);
        }),
      ),
    close: () => exclusively(() => session.release()),
  };
}

type Feed = Parameters<Run>[0][string];

function tensorOf(feed: Feed): ort.Tensor {
  return feed.type === "float32"
    ? new ort.Tensor(feed.type, feed.data, feed.dims)
    : new ort.Tensor(feed.type, feed.data, feed.dims);
}

/** `[B, d]` of a network's named outputs. */
export function outputOf(
  outputs: Readonly<Record<string, { readonly data: unknown } | undefined>>,
): Float32Array {
  const output = outputs["sentence_embedding"] ?? outputs["last_hidden_state"];
  if (output?.data instanceof Float32Array) return output.data;
  throw new TypeError("The network gave no floats.");
}

/** A trap inside the wasm leaves its memory undefined: the whole runtime is lost with it. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof WebAssembly.RuntimeError) throw breakDown(cause);
    throw cause;
  }
}

export const placeOf = (
  backend: Backend,
  device: GPUDevice | null,
): Place | null => {
  if (backend === "wasm") return { backend };
  return device ? { backend, device } : null;
};
