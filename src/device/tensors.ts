/**
 * Sets TensorFlow.js up on the one GPUDevice, or on WebAssembly, and stands between the model and a GPU that goes
 * away: TensorFlow.js does not notice a lost device and goes on with zeros, so every result passes `guard`.
 */
import * as tf from "@tensorflow/tfjs-core";
import { LOSS_NOTICE } from "../config/engine.ts";
import { bytes, type Bytes } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import type { Backend } from "../domain/settings.ts";
import { Compute, ownCompute, setCompute } from "./compute.ts";
import { requestGpu, type Gpu } from "./gpu.ts";
import { Loss } from "./loss.ts";

export interface Runtime {
  readonly backend: Backend;
  /** The GPU's own name, or "wasm". */
  readonly adapter: string;
  readonly software: boolean;
  readonly features: readonly string[];
  /** Why WebGPU is not used, in words, when it was wanted. */
  readonly fallback?: string;
  /** To be shared with ONNX Runtime; null on wasm. */
  readonly device: GPUDevice | null;
  /** Settles like the work, or rejects with `device-lost` as soon as the GPU is gone. */
  guard<T>(work: () => Promise<T>): Promise<T>;
  /** Everything that the backend holds, its pool of buffers included. */
  memory(): Bytes;
  /** Loses the device on purpose; does nothing on wasm. */
  lose(): void;
}

/** Takes the backend that is asked for; `auto` means WebGPU where it works. Call once in a worker's life. */
export async function startRuntime(
  choice: "auto" | Backend,
  base: URL,
): Promise<Runtime> {
  if (choice === "wasm") return startWasm(base);
  try {
    return await startWebGpu();
  } catch (cause) {
    const why =
      cause instanceof PalateError
        ? cause.message
        : `The GPU failed: ${String(cause)}`;
    return { ...(await startWasm(base)), fallback: why };
  }
}

async function startWebGpu(): Promise<Runtime> {
  const [gpu, { WebGPUBackend }] = await Promise.all([
    requestGpu(),
    import("@tensorflow/tfjs-backend-webgpu"),
  ]);
  // The package registers a factory that would ask for a second device of its own.
  tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(gpu.device, gpu.info));
  setCompute(new Compute(gpu.device, gpu.packedDots));
  const runtime = webGpuRuntime(gpu);
  await tf.setBackend("webgpu");
  await runtime.guard(checkArithmetic);
  return runtime;
}

function webGpuRuntime(gpu: Gpu): Runtime {
  const loss = new Loss(gpu.device, LOSS_NOTICE);
  return {
    backend: "webgpu",
    adapter: gpu.name,
    software: gpu.software,
    features: gpu.features,
    device: gpu.device,
    guard: (work) => loss.guard(work),
    memory: () => {
      const { numBytesAllocatedInGPU = 0 } = tf.memory() as {
        numBytesAllocatedInGPU?: number;
      };
      return bytes(numBytesAllocatedInGPU + (ownCompute()?.counts.bytes ?? 0));
    },
    lose: () => {
      gpu.device.destroy();
    },
  };
}

async function startWasm(base: URL): Promise<Runtime> {
  setCompute(null);
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  // The threaded build starts workers from blobs, which our Content-Security-Policy forbids.
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths(new URL("tfjs/", base).href);
  if (!(await tf.setBackend("wasm"))) {
    const remedy =
      "Use a current browser; Palate needs WebGPU or WebAssembly with SIMD.";
    throw new PalateError(
      "no-adapter",
      "Neither WebGPU nor WebAssembly works here.",
      remedy,
    );
  }
  await checkArithmetic();
  return {
    backend: "wasm",
    adapter: "wasm",
    software: true,
    features: [],
    device: null,
    guard: (work) => work(),
    memory: () => bytes(tf.memory().numBytes),
    lose: () => undefined,
  };
}

/** One small product with a known answer: a driver that computes nonsense is found here and not in the list. */
async function checkArithmetic(): Promise<void> {
  const product = tf.tidy(() => {
    const left = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const right = tf.tensor2d([5, 6, 7, 8], [2, 2]);
    return tf.matMul(left, right);
  });
  const values = [...(await product.data())];
  product.dispose();
  if (values.join() !== "19,22,43,50") {
    throw new PalateError(
      "no-adapter",
      `The GPU computes wrongly (got ${values.join()}).`,
    );
  }
}
