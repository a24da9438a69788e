import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { heldAround } from "../testing/leaks.ts";
import "./gradients.ts";
import { startRuntime, type Runtime } from "./tensors.ts";

// The order matters: the last test loses the device that all others use.
let runtime: Runtime;

beforeAll(async () => {
  runtime = await startRuntime("webgpu", new URL("/", location.href));
  console.info(`adapter: ${runtime.adapter} (${runtime.features.join(", ")})`);
});

async function product(size: number): Promise<Float32Array> {
  const result = tf.tidy(() =>
    tf.matMul(tf.ones([size, size]), tf.ones([size, size])),
  );
  const values = await result.data<"float32">();
  result.dispose();
  return values;
}

test("the one device is under TensorFlow.js, and its name is known", async () => {
  expect(runtime.backend).toBe("webgpu");
  expect(runtime.fallback).toBeUndefined();
  expect(runtime.adapter).not.toBe("");
  expect(tf.getBackend()).toBe("webgpu");
  expect(Reflect.get(tf.backend(), "device")).toBe(runtime.device);
  expect(await runtime.guard(() => product(64))).toEqual(
    new Float32Array(64 * 64).fill(64),
  );
});

test("gradients are registered", async () => {
  const gradient = tf.tidy(() =>
    tf.grad((x: tf.Tensor) => tf.sum(tf.square(x)))(tf.tensor1d([1, 2])),
  );
  expect([...(await gradient.data())]).toEqual([2, 4]);
  gradient.dispose();
});

test("repeated work leaves nothing behind, and the memory report counts the pool", async () => {
  const { before, after } = await heldAround(() => product(128), {
    burnIn: 3,
    repeats: 20,
  });
  expect(after).toEqual(before);
  expect(runtime.memory()).toBeGreaterThanOrEqual(128 * 128 * 4);
});

test("an error of the work itself is thrown as it is", async () => {
  const own = new RangeError("mine");
  await expect(runtime.guard(() => Promise.reject(own))).rejects.toBe(own);
});

test("a call under way ends when the device is lost, and no later one begins", async () => {
  const forever = runtime.guard(() => new Promise<never>(() => undefined));
  const working = runtime.guard(() => product(256).then(() => product(256)));
  runtime.lose();
  await expect(forever).rejects.toMatchObject({
    name: "PalateError",
    code: "device-lost",
  });
  await expect(working).rejects.toMatchObject({ code: "device-lost" });
  let ran = false;
  const later = runtime.guard(() => {
    ran = true;
    return Promise.resolve();
  });
  await expect(later).rejects.toMatchObject({ code: "device-lost" });
  expect(ran).toBe(false);
});
