/** The real encoders in a real browser: on wasm, on WebGPU, and when something is wrong with them. */
import { afterEach, describe, expect, it } from "vitest";
import { requestGpu, type Gpu } from "../../device/gpu.ts";
import type { DownloadProgress } from "../../domain/encoder.ts";
import { PalateError } from "../../domain/errors.ts";
import { fetchFolder, modelOf } from "./folder.ts";
import {
  isBroken,
  loadEncoder,
  openEncoder,
  type LoadOptions,
  type Rows,
} from "./index.ts";
import { setUpOnnx } from "./onnx.ts";

const onWasm: LoadOptions = {
  backend: "wasm",
  device: null,
  software: false,
  baseUrl: new URL("/", globalThis.location.href),
  onProgress: () => undefined,
};

function cosine({ data, size }: Rows, a: number, b: number): number {
  let dot = 0;
  for (let i = 0; i < size; i++)
    dot += (data[a * size + i] ?? 0) * (data[b * size + i] ?? 0);
  return dot;
}

let gpu: Gpu | null = null;

afterEach(() => {
  gpu?.device.destroy();
  gpu = null;
});

describe("an encoder in the browser", () => {
  it("reads text on wasm, tells how far it is, and knows what is alike", async () => {
    const seen: DownloadProgress[] = [];
    const encoder = await loadEncoder("text", {
      ...onWasm,
      onProgress: (progress) => seen.push(progress),
    });
    const last = seen.at(-1);
    expect(last?.loaded).toBe(last?.total);
    expect(encoder.report).toMatchObject({ backend: "wasm", why: "override" });
    expect(encoder.report.cosine).toBeGreaterThan(0.99);
    const rows = await encoder.encode(["a violin", "a cello", "a volcano", ""]);
    expect(rows).toMatchObject({ count: 4, size: 512 });
    expect(cosine(rows, 0, 0)).toBeCloseTo(1, 4);
    expect(cosine(rows, 0, 1)).toBeGreaterThan(cosine(rows, 0, 2) + 0.1);
    await encoder.dispose();
  });

  it("reads text on WebGPU, on the device that it is given", async () => {
    gpu = await requestGpu();
    console.info(`WebGPU adapter: ${gpu.name}, emulated: ${gpu.software}`);
    const encoder = await loadEncoder("text", {
      ...onWasm,
      backend: "webgpu",
      device: gpu.device,
      software: gpu.software,
    });
    expect(encoder.report).toMatchObject({
      backend: "webgpu",
      why: "override",
    });
    expect(encoder.report.note).toBeUndefined();
    expect(encoder.report.cosine).toBeGreaterThan(0.99);
    await encoder.dispose();
  });

  it.each(["text", "image", "audio"] as const)(
    "measures where %s runs faster and says so",
    async (modality) => {
      gpu = await requestGpu();
      const { report, dispose } = await loadEncoder(modality, {
        ...onWasm,
        backend: "auto",
        device: gpu.device,
        software: gpu.software,
      });
      const { wasm = NaN, webgpu = NaN } = report.probe;
      console.info(`${modality}: wasm ${wasm} ms, webgpu ${webgpu} ms`);
      expect(report.why).toBe("measured");
      expect(report.backend).toBe(webgpu < wasm ? "webgpu" : "wasm");
      expect(report.cosine).toBeGreaterThan(0.99);
      await dispose();
    },
  );

  it("falls back to wasm where there is no GPU, and says so", async () => {
    const { report, dispose } = await loadEncoder("image", {
      ...onWasm,
      backend: "webgpu",
    });
    expect(report).toMatchObject({ backend: "wasm", why: "fallback" });
    expect(report.note).toContain("no GPU");
    await dispose();
  });

  it("refuses a damaged network in plain words, and works after it", async () => {
    const runtime = setUpOnnx(onWasm.baseUrl);
    const folder = await fetchFolder("image", onWasm, runtime);
    const network = modelOf(folder).slice().fill(7, 100, 5000);
    const files = new Map(folder.files).set("onnx/model.onnx", network);
    const opening = openEncoder("image", { ...folder, files }, onWasm);
    const failed: unknown = await opening.catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(PalateError);
    expect(failed).toMatchObject({ code: "encoder-failed" });
    expect(isBroken()).toBe(false);
    const { report, dispose } = await loadEncoder("image", onWasm);
    expect(report.cosine).toBeGreaterThan(0.99);
    await dispose();
  });

  it("refuses a network that computes something else", async () => {
    const runtime = setUpOnnx(onWasm.baseUrl);
    const folder = await fetchFolder("text", onWasm, runtime);
    const vectors = folder.reference.vectors.map((row) => row.toReversed());
    const reference = { ...folder.reference, vectors };
    await expect(
      openEncoder("text", { ...folder, reference }, onWasm),
    ).rejects.toMatchObject({ code: "encoder-mismatch" });
  });

  it("ends when it is told to", async () => {
    const controller = new AbortController();
    const loading = loadEncoder("text", {
      ...onWasm,
      signal: controller.signal,
    });
    controller.abort();
    await expect(loading).rejects.toMatchObject({ code: "cancelled" });
  });
});
