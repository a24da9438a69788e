/** What a translation model's step needs on the GPU: its kernels, and buffers that are made once. */
import type { Compute, Setting } from "../../device/compute.ts";
import {
  gradientRows,
  negativesOf,
  type Side,
  type StepShape,
} from "./batches.ts";
import {
  applyCode,
  composeCode,
  distanceCode,
  pullCode,
  pushCode,
  unitCode,
  unprojectCode,
  weighCode,
  type Layout,
} from "./translation-wgsl.ts";

export interface TranslationShape extends StepShape, Layout {
  readonly entities: number;
  readonly relations: number;
  readonly margin: number;
  readonly temperature: number;
  readonly learningRate: number;
  /** What Adagrad's sums of squares begin with; also keeps them from being zero. */
  readonly firstSquare: number;
}

export type Kernels = Readonly<
  Record<
    | "compose"
    | "distance"
    | "weigh"
    | "pull"
    | "unproject"
    | "push"
    | "apply"
    | "unit",
    GPUComputePipeline
  >
>;

export async function compile(
  compute: Compute,
  layout: TranslationShape,
): Promise<Kernels> {
  const [compose, distance, weigh, pull, unproject, push, apply, unit] =
    await Promise.all([
      compute.pipeline(composeCode(layout)),
      compute.pipeline(distanceCode(layout)),
      compute.pipeline(weighCode),
      compute.pipeline(pullCode(layout)),
      compute.pipeline(unprojectCode(layout)),
      compute.pipeline(pushCode(layout)),
      compute.pipeline(applyCode(layout)),
      compute.pipeline(unitCode(layout)),
    ]);
  return {
    compose,
    distance,
    weigh,
    pull,
    unproject,
    push,
    apply,
    unit,
  };
}

/** As `Shape` in the kernels. */
export function shapeWords(shape: TranslationShape, open: Side): Setting[] {
  return [
    shape.batch,
    shape.chunk,
    shape.negatives,
    { f32: open === "tail" ? 1 : -1 },
    { f32: shape.margin },
    { f32: shape.temperature },
  ];
}

/** What a step needs, made once. */
export function stepBuffers(
  compute: Compute,
  shape: TranslationShape,
): Record<
  | "tail"
  | "head"
  | "forward"
  | "backward"
  | "rows"
  | "composed"
  | "truth"
  | "distances"
  | "along"
  | "gradients"
  | "losses"
  | "entityIndex"
  | "relationIndex"
  | "normalIndex",
  GPUBuffer
> {
  const { batch, negatives, dimensions, hyperplane, learningRate } = shape;
  const n = negativesOf(shape);
  const rate = { f32: learningRate };
  return {
    tail: compute.uniform(shapeWords(shape, "tail")),
    head: compute.uniform(shapeWords(shape, "head")),
    forward: compute.uniform([{ f32: 1 }, rate]),
    backward: compute.uniform([{ f32: -1 }, rate]),
    rows: words(compute, 3 * batch + n),
    composed: words(compute, batch * dimensions),
    truth: words(compute, 4 * batch),
    distances: words(compute, batch * negatives),
    along: words(compute, hyperplane ? 2 * batch * negatives : 4),
    gradients: words(compute, gradientRows(shape, hyperplane) * dimensions),
    losses: words(compute, batch),
    entityIndex: words(compute, 2 + 3 * (2 * batch + n)),
    relationIndex: words(compute, 2 + 3 * batch),
    normalIndex: words(compute, 2 + 3 * batch),
  };
}

/** A buffer of numbers of 4 bytes. */
export function words(compute: Compute, length: number): GPUBuffer {
  return compute.empty(4 * length);
}
