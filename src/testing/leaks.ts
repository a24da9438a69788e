/**
 * Counts tensors and buffers around work that is repeated: after a burn-in that fills caches and pools, the same
 * work must leave the same number behind, however often it runs.
 */
import * as tf from "@tensorflow/tfjs-core";

export interface Held {
  readonly tensors: number;
  readonly buffers: number;
}

function held(): Held {
  const { numTensors, numDataBuffers } = tf.memory();
  return { tensors: numTensors, buffers: numDataBuffers };
}

/** What is held after the burn-in and after the repetitions; a test expects the two to be equal. */
export async function heldAround(
  work: () => Promise<unknown>,
  { burnIn, repeats }: { readonly burnIn: number; readonly repeats: number },
): Promise<{ readonly before: Held; readonly after: Held }> {
  for (let run = 0; run < burnIn; run += 1) await work();
  const before = held();
  for (let run = 0; run < repeats; run += 1) await work();
  return { before, after: held() };
}
