/**
 * Runs a converted model in Node, by ONNX Runtime Web's wasm: the same kernels as in a tab. The native
 * runtime is not used on purpose; it implements operations that the web's lacks.
 */
import * as ort from "onnxruntime-web";
import type { Run } from "../../src/stages/encoders/run.ts";

// The build uses several worker threads with one session each.
ort.env.wasm.numThreads = 1;
ort.env.logLevel = "error";

export async function openModel(model: Uint8Array): Promise<Run> {
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ["wasm"],
  });
  const output =
    session.outputNames.find((name) => name === "sentence_embedding") ??
    session.outputNames[0] ??
    "";
  return async (feeds) => {
    const tensors = Object.entries(feeds).map(
      ([name, { type, data, dims }]): [string, ort.Tensor] => [
        name,
        type === "float32"
          ? new ort.Tensor(type, data, dims)
          : new ort.Tensor(type, data, dims),
      ],
    );
    const results = await session.run(Object.fromEntries(tensors), [output]);
    const data = results[output]?.data;
    if (!(data instanceof Float32Array))
      throw new TypeError(`The model gave no floats as ${output}.`);
    return data;
  };
}
