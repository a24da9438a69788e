/**
 * The single home of `navigator.gpu`: asks for the one GPUDevice of this thread, with all that the adapter
 * can give. TensorFlow.js (./tensors.ts) and ONNX Runtime are both handed this device, so their buffers can
 * be shared.
 */
import { PalateError } from "../domain/errors.ts";

export interface Gpu {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** The GPU's name for people. */
  readonly name: string;
  /** True for an adapter that is emulated on the CPU. */
  readonly software: boolean;
  readonly features: readonly string[];
  /** Whether the shader language multiplies packed bytes. */
  readonly packedDots: boolean;
}

/** Taken when the adapter has them: half floats, subgroup sums, timing. */
const WANTED_FEATURES: readonly GPUFeatureName[] = [
  "shader-f16",
  "subgroups",
  "timestamp-query",
];

/** The limits that bound our buffers and dispatches; the defaults are far below what most GPUs allow. */
const WANTED_LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupsPerDimension",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupSizeY",
  "maxComputeWorkgroupSizeZ",
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|warp|basic render/i;

function adapterName(info: GPUAdapterInfo): string {
  const parts = [info.vendor, info.architecture, info.device].filter(
    (part) => part !== "",
  );
  return info.description === ""
    ? parts.join(" ") || "unnamed GPU"
    : info.description;
}

function isSoftware(info: GPUAdapterInfo): boolean {
  const words = [
    info.vendor,
    info.architecture,
    info.device,
    info.description,
  ].join(" ");
  return info.isFallbackAdapter || SOFTWARE_NAMES.test(words);
}

async function findAdapter(): Promise<GPUAdapter> {
  const remedy =
    "Use a browser with WebGPU, or go on: WebAssembly does the same work more slowly.";
  // Older browsers have no `gpu`, whatever the types say.
  const gpu = navigator.gpu as GPU | undefined;
  if (gpu === undefined) {
    throw new PalateError("no-adapter", "This browser has no WebGPU.", remedy);
  }
  const adapter = await gpu.requestAdapter({
    powerPreference: "high-performance",
  });
  if (adapter === null) {
    throw new PalateError(
      "no-adapter",
      "This browser offers no GPU to web pages.",
      remedy,
    );
  }
  return adapter;
}

/** Throws `PalateError("no-adapter")` when there is none, or when the adapter gives no device. */
export async function requestGpu(): Promise<Gpu> {
  const adapter = await findAdapter();
  const requiredFeatures = WANTED_FEATURES.filter((feature) =>
    adapter.features.has(feature),
  );
  const requiredLimits = Object.fromEntries(
    WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]]),
  );
  try {
    const device = await adapter.requestDevice({
      requiredFeatures,
      requiredLimits,
    });
    return {
      device,
      info: adapter.info,
      name: adapterName(adapter.info),
      software: isSoftware(adapter.info),
      features: [...device.features].sort(),
      packedDots: navigator.gpu.wgslLanguageFeatures.has(
        "packed_4x8_integer_dot_product",
      ),
    };
  } catch (cause) {
    const message = "The GPU refused to give this page a device.";
    throw new PalateError(
      "no-adapter",
      message,
      "Close other pages that use the GPU.",
      { cause },
    );
  }
}
