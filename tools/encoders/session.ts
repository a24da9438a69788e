/**
 * Runs a converted model in Node, by ONNX Runtime Web's wasm: the same kernels as in a tab. The native
 * runtime is not used on purpose; it implements operations that the web's lacks.
 */
import { Tokenizer } from "@huggingface/tokenizers";
import * as ort from "onnxruntime-web";
import type { Run, Tokenize } from "../../src/stages/encoders/run.ts";
import { tokenizerConfig, tokenizerJson, vocabulary } from "./tokenizer.ts";

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

/** The tokenizer that transformers.js makes of the text encoder's folder. */
export async function openTokenizer(): Promise<Tokenize> {
  const json = tokenizerJson(await vocabulary());
  const tokenizer = new Tokenizer(json, tokenizerConfig());
  return (texts) => texts.map((text) => tokenizer.encode(text).ids);
}
