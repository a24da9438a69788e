/** One step of the fine-tune: our kernels against plain TensorFlow.js, on the same lessons. */
import * as tf from "@tensorflow/tfjs-core";
import type { Compute } from "../../src/device/compute.ts";
import { createRandom } from "../../src/device/random.ts";
import { matrix, unitRows, type Matrix } from "../../src/math/dense.ts";
import type { Features } from "../../src/math/features.ts";
import { sparseRows } from "../../src/math/sparse.ts";
import { lessonOf, type Lesson } from "../../src/stages/tuning/lesson.ts";
import { tuningProblem } from "../../src/stages/tuning/problem.ts";
import { trainOnGpu } from "../../src/stages/tuning/train-gpu.ts";
import { trainOnTensors } from "../../src/stages/tuning/train.ts";
import type { Section } from "./report.ts";
import { takeTurns } from "./rounds.ts";

const N = 2000;
const D = 128;
const STEPS = 4;

function featuresOf(): Features {
  const random = createRandom(3);
  const block = (): Matrix => {
    const m = matrix(N, D);
    m.data.forEach((_, k) => (m.data[k] = random.normal()));
    unitRows(m);
    return m;
  };
  return {
    fused: block(),
    text: block(),
    image: block(),
    audio: block(),
    concepts: sparseRows(
      Array.from({ length: N }, (_, i) => new Map([[i % 40, 1]])),
      40,
    ),
    scales: { fused: 0.5, text: 0.5, image: 0.5, audio: 0.5, concepts: 2 },
  };
}

/** A few steps of a run with so many ratings, half of them likes. */
function lessonWith(features: Features, ratings: number): Lesson {
  const random = createRandom(ratings);
  const rows = Array.from({ length: ratings }, (_, t) => t);
  const problem = tuningProblem(features, { rows }, random);
  const lesson = lessonOf(problem, {
    alpha: Float32Array.from({ length: problem.length }, (_, t) =>
      t < ratings ? 0.2 : 0,
    ),
    likes: Float32Array.from({ length: problem.length }, (_, t) =>
      t < ratings && t % 2 === 0 ? 1 : 0,
    ),
    random,
    onStep: () => undefined,
  });
  return { ...lesson, noise: lesson.noise.slice(0, STEPS) };
}

/** Dispatches that TensorFlow.js asks for in `work`. */
async function dispatchesOf(work: () => Promise<unknown>): Promise<number> {
  const passes = GPUComputePassEncoder.prototype;
  // Called with the pass as `this` below.
  const original: (...counts: number[]) => undefined =
    passes.dispatchWorkgroups;
  let count = 0;
  passes.dispatchWorkgroups = function counted(
    this: GPUComputePassEncoder,
    ...counts: number[]
  ) {
    count += 1;
    return original.apply(this, counts);
  };
  try {
    await work();
  } finally {
    passes.dispatchWorkgroups = original;
  }
  return count;
}

export async function measureStep(
  compute: Compute,
  ratings: readonly number[],
  rounds: number,
): Promise<Section> {
  const features = featuresOf();
  const rows: (string | number)[][] = [];
  for (const count of ratings) {
    const lesson = lessonWith(features, count);
    const own = () => trainOnGpu(compute, lesson, () => undefined);
    const plain = () => trainOnTensors(lesson, () => undefined);
    const times = await takeTurns(
      [
        { name: "own", run: own },
        { name: "plain", run: plain },
      ],
      rounds,
    );
    const mine = (times.get("own")?.median ?? NaN) / STEPS;
    const theirs = (times.get("plain")?.median ?? NaN) / STEPS;
    const dispatches = {
      own: (await dispatchesOf(own)) / STEPS,
      plain: (await dispatchesOf(plain)) / STEPS,
    };
    const curves = await Promise.all([own(), plain()]);
    const apart = Math.max(
      ...curves[0].loss.map((loss, at) =>
        Math.abs(loss - (curves[1].loss[at] ?? NaN)),
      ),
    );
    rows.push([
      `${count} ratings`,
      mine,
      theirs,
      `${(theirs / mine).toFixed(1)} x`,
      dispatches.own,
      dispatches.plain,
      apart.toExponential(1),
    ]);
  }
  return {
    title: "A step of the fine-tune",
    note: `Our kernels against plain TensorFlow.js on "${tf.getBackend()}", ${STEPS} steps from the same start with the same chance, uploads and the reading of the losses included; D = ${D}, 64 unrated items. The last column is the largest difference of the two loss curves.`,
    head: [
      "",
      "ours, ms",
      "plain, ms",
      "faster",
      "dispatches, ours",
      "plain",
      "curves apart",
    ],
    rows,
  };
}

/** The plain version alone, on whatever backend is set. */
export async function measurePlainStep(
  ratings: readonly number[],
  rounds: number,
): Promise<Section> {
  const features = featuresOf();
  const times = await takeTurns(
    ratings.map((count) => {
      const lesson = lessonWith(features, count);
      const run = () => trainOnTensors(lesson, () => undefined);
      return { name: `${count} ratings`, run };
    }),
    rounds,
  );
  return {
    title: `A step of the fine-tune on "${tf.getBackend()}"`,
    note: "What runs where there is no GPU: gradients by TensorFlow.js, Adam in plain JavaScript.",
    head: ["", "ms a step"],
    rows: [...times].map(([name, { median }]) => [name, median / STEPS]),
  };
}
