/**
 * The test bed itself: a WebGPU adapter in the page and in a worker, and the isolation that the page is
 * served with. Without these every other browser test would prove something else than it says.
 */
import { describe, expect, test } from "vitest";
import { describeAdapter } from "./describe-adapter.ts";

function adapterOfWorker(): Promise<string> {
  const worker = new Worker(new URL("./adapter-worker.ts", import.meta.url), {
    type: "module",
  });
  return new Promise<string>((resolve, reject) => {
    worker.addEventListener("message", (event: MessageEvent<string>) =>
      resolve(event.data),
    );
    worker.addEventListener("error", (event) =>
      reject(new Error(event.message)),
    );
  }).finally(() => worker.terminate());
}

describe("the browser that the tests run in", () => {
  test("gives the page a WebGPU adapter", async () => {
    const adapter = await describeAdapter();
    console.info(`adapter: ${adapter}`);
    expect(adapter).not.toBe("none");
  });

  test("gives a worker the same adapter", async () => {
    expect(await adapterOfWorker()).toBe(await describeAdapter());
  });

  test("is cross-origin isolated", () => {
    expect(crossOriginIsolated).toBe(true);
  });
});
