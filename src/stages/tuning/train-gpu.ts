/**
 * A training run on the GPU: the lesson goes up once, every step is the same four dispatches on the same buffers
 * (./step-wgsl.ts), and only the losses come back until the end. A chunk of steps is one submission; between two of
 * them the page gets its turn at the GPU.
 */
import { TUNING } from "../../config/tuning.ts";
import type { Compute, Dispatch } from "../../device/compute.ts";
import { transposed } from "../../math/dense.ts";
import { BLOCKS } from "../../math/features.ts";
import {
  stepKernels,
  WORKGROUP,
  workLength,
  type StepBuffer,
} from "./step-wgsl.ts";
import type { Lesson, Trained } from "./lesson.ts";

const FLOAT_BYTES = 4;
/** The decays of Adam's moments, as the kernel has them. */
const BETA1 = 0.9;
const BETA2 = 0.999;

export async function trainOnGpu(
  compute: Compute,
  lesson: Lesson,
  onStep: (loss: number) => void,
): Promise<Trained> {
  const { noise, start } = lesson;
  const run = await openRun(compute, lesson);
  try {
    const loss: number[] = [];
    while (loss.length < noise.length) {
      const from = 1 + loss.length;
      const count = Math.min(TUNING.stepsASubmit, noise.length - loss.length);
      run.step(count);
      for (const value of await run.read("progress", from, count)) {
        loss.push(value);
        onStep(value);
      }
    }
    const { a, b, gains } = start;
    const size = a.data.length + b.data.length;
    const learned = await run.read("parameters", 0, size + gains.data.length);
    return {
      a: learned.slice(0, a.data.length),
      b: learned.slice(a.data.length, size),
      gains: learned.slice(size),
      loss,
    };
  } finally {
    run.dispose();
  }
}

/** A lesson on the GPU; the owner calls `dispose`. */
export interface GpuRun {
  /** Asks for so many steps more, in one submission. */
  step(count: number): void;
  /** `count` numbers of a buffer, when all steps that were asked for are done. */
  read(buffer: StepBuffer, from: number, count: number): Promise<Float32Array>;
  dispose(): void;
}

export async function openRun(
  compute: Compute,
  lesson: Lesson,
): Promise<GpuRun> {
  const { history, batches } = lesson;
  if (history.columns % 4 !== 0)
    throw new RangeError(`${history.columns} dimensions are no whole vectors.`);
  const unrated = batches[0]?.unrated.rows ?? 0;
  const shape = { rated: history.rows, unrated };
  const buffers = uploaded(compute, lesson);
  const dispose = (): void => compute.release(Object.values(buffers));
  try {
    const once = await dispatches(compute, buffers, shape, history.columns);
    return {
      step: (count) =>
        compute.run(Array.from({ length: count }, () => once).flat()),
      read: async (buffer, from, count) =>
        new Float32Array(
          await compute.read(
            buffers[buffer],
            FLOAT_BYTES * count,
            FLOAT_BYTES * from,
          ),
        ),
      dispose,
    };
  } catch (cause) {
    dispose();
    throw cause;
  }
}

/** Compiles what a run needs, so that the first one does not wait for it. */
export async function warmTraining(
  compute: Compute,
  dimensions: number,
): Promise<void> {
  const kernels = Object.values(stepKernels(dimensions, TUNING.rank));
  await Promise.all(kernels.map(({ code }) => compute.pipeline(code)));
}

async function dispatches(
  compute: Compute,
  buffers: Readonly<Record<StepBuffer, GPUBuffer>>,
  { rated, unrated }: { readonly rated: number; readonly unrated: number },
  dimensions: number,
): Promise<Dispatch[]> {
  const kernels = stepKernels(dimensions, TUNING.rank);
  // One invocation more than there are parameters: it adds up the loss.
  const parameters = 2 * TUNING.rank * dimensions + BLOCKS.length + 1;
  const counts = {
    adapt: rated + unrated,
    leads: unrated,
    slopes: rated + unrated,
    update: Math.ceil(parameters / WORKGROUP),
  };
  const order = ["adapt", "leads", "slopes", "update"] as const;
  return Promise.all(
    order.map(async (name) => {
      const kernel = kernels[name];
      const pipeline = await compute.pipeline(kernel.code);
      const bound = kernel.buffers.map((buffer) => buffers[buffer]);
      const group = compute.bind(pipeline, bound);
      return { pipeline, group, count: counts[name] };
    }),
  );
}

function uploaded(
  compute: Compute,
  { alpha, likes, history, batches, noise, start }: Lesson,
): Record<StepBuffer, GPUBuffer> {
  const dimensions = history.columns;
  const shape = {
    rated: history.rows,
    unrated: batches[0]?.unrated.rows ?? 0,
    batches: batches.length,
  };
  const parameters = joined([start.a.data, start.b.data, start.gains.data]);
  return {
    shape: compute.uniform([
      shape.rated,
      shape.unrated,
      shape.batches,
      { f32: TUNING.sharpness },
      { f32: TUNING.learningRate },
      { f32: TUNING.gainRate },
      { f32: TUNING.decay },
    ]),
    rows: compute.upload(
      joined([history.data, ...batches.map(({ unrated }) => unrated.data)]),
    ),
    noise: compute.upload(
      joined(
        noise.map(({ kept, blocks }, step) => [
          ...kept,
          ...blocks,
          1 / (1 - BETA1 ** (step + 1)),
          1 / (1 - BETA2 ** (step + 1)),
        ]),
      ),
    ),
    weights: compute.upload(joined([alpha, likes])),
    leads: compute.upload(
      joined(batches.map(({ leads }) => transposed(leads).data)),
    ),
    parameters: compute.upload(parameters),
    moments: compute.empty(2 * parameters.byteLength),
    progress: compute.empty(FLOAT_BYTES * (1 + noise.length)),
    adapted: compute.empty(
      FLOAT_BYTES * (shape.rated + shape.unrated) * dimensions,
    ),
    pulls: compute.empty(FLOAT_BYTES * (shape.unrated + 1) * dimensions),
    work: compute.empty(
      FLOAT_BYTES * workLength(shape, dimensions, TUNING.rank),
    ),
  };
}

/** One array after the other. */
function joined(parts: readonly ArrayLike<number>[]): Float32Array {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  const all = new Float32Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
