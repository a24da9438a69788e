import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { watchOutside } from "./outside.ts";
import { startRuntime } from "./tensors.ts";

test("WebAssembly computes from files of this origin, without a blob worker", async () => {
  let outside = 0;
  const stop = watchOutside((count) => {
    outside = count;
  });
  const runtime = await startRuntime("wasm", new URL("/", location.href));
  expect(runtime).toMatchObject({
    backend: "wasm",
    adapter: "wasm",
    device: null,
  });
  expect(tf.getBackend()).toBe("wasm");
  const sum = tf.tidy(() => tf.sum(tf.range(0, 101)));
  expect((await runtime.guard(() => sum.data()))[0]).toBe(5050);
  sum.dispose();
  expect(runtime.memory()).toBeGreaterThanOrEqual(0);
  const files = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ pathname }) => pathname.endsWith(".wasm"));
  expect(files.map(({ pathname }) => pathname)).toEqual([
    "/tfjs/tfjs-backend-wasm-simd.wasm",
  ]);
  expect(outside).toBe(0);
  stop();
});
