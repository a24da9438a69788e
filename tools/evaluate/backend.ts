/** Starts what the models compute on, in Node: the machine's GPU through Dawn, or WebAssembly. */
import { setBackend } from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { PalateError } from "../../src/domain/errors.ts";
import { openNodeGpu, registerGradients } from "../lib/node-gpu.ts";
import { packagePath } from "../lib/packages.ts";

export interface Computer {
  /** The GPU's own name, or "wasm". */
  readonly adapter: string;
  readonly software: boolean;
  readonly device: GPUDevice | null;
  close(): void;
}

export async function openBackend(name: string | undefined): Promise<Computer> {
  if (name === "wasm") return openWasm();
  if (name !== undefined && name !== "webgpu")
    throw new PalateError(
      "bad-input",
      `There is no backend "${name}".`,
      "Choose from webgpu, wasm.",
    );
  await openNodeGpu();
  const { startRuntime } = await import("../../src/device/tensors.ts");
  registerGradients();
  const runtime = await startRuntime("webgpu", new URL("file:///"));
  return {
    adapter: runtime.adapter,
    software: runtime.software,
    device: runtime.device,
    close: () => {
      runtime.lose();
    },
  };
}

async function openWasm(): Promise<Computer> {
  registerGradients();
  setWasmPaths(packagePath("@tensorflow/tfjs-backend-wasm", "dist/"));
  await setBackend("wasm");
  return {
    adapter: "wasm",
    software: true,
    device: null,
    close: () => undefined,
  };
}
