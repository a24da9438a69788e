/**
 * WebGPU in Node, through Dawn (npm package `webgpu`): the same code that runs in a tab runs in a command. With a GPU
 * Dawn finds its Vulkan driver; without one, the software driver that lies beside Chromium is used, and the
 * command is started once more so that the system's loader sees it.
 */
import { spawnSync } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PalateError } from "../../src/domain/errors.ts";
import { findChromium } from "../test/chromium.ts";

const REMEDY =
  "Install a GPU driver with Vulkan, or Chromium for its software adapter.";

/** Set on the second start, so that there is no third. */
const AGAIN = "PALATE_SOFTWARE_VULKAN";

/**
 * Puts `navigator.gpu` and the WebGPU constants on the global object, after which `src/device/gpu.ts` works as it
 * does in a tab. Call it before TensorFlow.js' WebGPU backend is imported.
 *
 * @throws PalateError `no-adapter`
 */
export async function openNodeGpu(): Promise<void> {
  const { create, globals } = await import("webgpu").catch((cause: unknown) => {
    throw new PalateError(
      "no-adapter",
      "Dawn does not run on this machine.",
      REMEDY,
      { cause },
    );
  });
  Object.assign(globalThis, globals);
  const gpu = create(process.platform === "linux" ? ["backend=vulkan"] : []);
  Object.defineProperty(globalThis, "navigator", {
    value: { gpu, userAgent: `Node ${process.versions.node}` },
    configurable: true,
  });
  if ((await gpu.requestAdapter()) !== null) return;
  const folder = softwareDriver();
  if (folder === undefined || process.env[AGAIN] !== undefined)
    throw new PalateError("no-adapter", "There is no WebGPU adapter.", REMEDY);
  startAgain(folder);
}

/**
 * TensorFlow.js' build for Node has no gradients, and its ES modules cannot be imported there; `require` through tsx
 * can. Both builds share one registry, which hangs on the global object.
 */
export function registerGradients(): void {
  createRequire(import.meta.url)(
    "@tensorflow/tfjs-core/dist/register_all_gradients",
  );
}

/** The folder that holds SwiftShader and a Vulkan loader, beside Chromium's binary. */
function softwareDriver(): string | undefined {
  const chromium = findChromium();
  if (chromium === undefined) return undefined;
  return [dirname(realpathSync(chromium)), "/usr/lib/chromium"].find((folder) =>
    existsSync(join(folder, "vk_swiftshader_icd.json")),
  );
}

/** A loader reads its paths when a process starts, so the command runs in a new one and this one ends with it. */
function startAgain(folder: string): never {
  const { status } = spawnSync(
    process.execPath,
    [...process.execArgv, ...process.argv.slice(1)],
    {
      stdio: "inherit",
      env: {
        ...process.env,
        [AGAIN]: folder,
        LD_LIBRARY_PATH: [folder, process.env["LD_LIBRARY_PATH"]]
          .filter(Boolean)
          .join(":"),
        VK_ICD_FILENAMES: join(folder, "vk_swiftshader_icd.json"),
      },
    },
  );
  process.exit(status ?? 1);
}
