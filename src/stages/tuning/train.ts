/**
 * One training run. It learns a metric: a low-rank update of the fused space, applied to items and history alike,
 * and a gain for each block of phi. ./objective.ts says what is minimised.
 *
 * On a GPU all steps run there, by kernels of our own (./train-gpu.ts); on WebAssembly TensorFlow.js gives the
 * gradients and Adam runs here. Both start from the same lesson, so both draw the same chance.
 */
import { TUNING } from "../../config/tuning.ts";
import { ownCompute } from "../../device/compute.ts";
import { adamStart, adamStep } from "../../math/adam.ts";
import type { Matrix } from "../../math/dense.ts";
import { lessonOf, type Lesson, type Run, type Trained } from "./lesson.ts";
import { uploadLesson } from "./objective.ts";
import type { TuningProblem } from "./problem.ts";
import { trainOnGpu, warmTraining } from "./train-gpu.ts";

/** Steps between two turns of the event loop; wasm answers without one, and a click must get through. */
const STEPS_A_BREATH = 4;

export function train(problem: TuningProblem, run: Run): Promise<Trained> {
  const lesson = lessonOf(problem, run);
  const compute = ownCompute();
  return compute
    ? trainOnGpu(compute, lesson, run.onStep)
    : trainOnTensors(lesson, run.onStep);
}

/** Compiles what `train` needs for items of `[N, D]`, so that the first fine-tune does not wait for it. */
export async function warmUp(dimensions: number): Promise<void> {
  const compute = ownCompute();
  if (compute) await warmTraining(compute, dimensions);
}

/** The plain version: autodiff for the gradients, Adam on the CPU. */
export async function trainOnTensors(
  lesson: Lesson,
  onStep: Run["onStep"],
): Promise<Trained> {
  const uploaded = uploadLesson(lesson);
  const loss: number[] = [];
  const a = parameter(lesson.start.a, TUNING.learningRate);
  const b = parameter(lesson.start.b, TUNING.learningRate);
  const gains = parameter(lesson.start.gains, TUNING.gainRate);
  try {
    for (let step = 0; step < lesson.noise.length; step += 1) {
      const point = { a: a.value(), b: b.value(), gains: gains.value() };
      const found = await uploaded.gradients(point, step);
      a.move(found.a);
      b.move(found.b);
      gains.move(found.gains);
      loss.push(found.loss);
      onStep(found.loss);
      if (step % STEPS_A_BREATH === 0) await breath();
    }
    const learned = [a, b, gains].map((each) => each.value().data);
    const none = new Float32Array();
    const [first = none, second = none, third = none] = learned;
    return { a: first, b: second, gains: third, loss };
  } finally {
    uploaded.dispose();
  }
}

/** A trained matrix on the CPU with its optimiser. */
function parameter(
  start: Matrix,
  rate: number,
): { value(): Matrix; move(gradient: Float32Array): void } {
  let data = start.data;
  let adam = adamStart(data.length);
  return {
    value: () => ({ ...start, data }),
    move(gradient) {
      const next = adamStep(data, gradient, adam, rate, TUNING.decay);
      data = next.values;
      adam = next.state;
    },
  };
}

/** A turn of the event loop. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
