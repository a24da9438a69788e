import {
  grads,
  memory,
  tensor2d,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { TUNING } from "../../config/tuning.ts";
import { monotonic, since } from "../../device/clock.ts";
import { ownCompute, type Compute } from "../../device/compute.ts";
import { createRandom } from "../../device/random.ts";
import "../../device/gradients.ts";
import { startRuntime } from "../../device/tensors.ts";
import { PalateError } from "../../domain/errors.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { matrix, unitRows, type Matrix } from "../../math/dense.ts";
import {
  addItem,
  BLOCKS,
  kernel,
  zeroWeights,
  type Features,
} from "../../math/features.ts";
import { ridge } from "../../math/ridge.ts";
import { sparseRows } from "../../math/sparse.ts";
import {
  objective,
  offDiagonalOf,
  uploadLesson,
  type Frozen,
} from "./objective.ts";
import { lessonOf, type Lesson, type Point } from "./lesson.ts";
import { tuningProblem } from "./problem.ts";
import { openRun, trainOnGpu } from "./train-gpu.ts";
import { trainOnTensors } from "./train.ts";
import { tune } from "./tune.ts";

const N = 400;
const D = 16;
const GROUPS = 20;

const random = createRandom(5);
function noise(rows: number, columns: number): Matrix {
  const m = matrix(rows, columns);
  m.data.forEach((_, i) => {
    m.data[i] = random.normal();
  });
  return m;
}
function block(): Matrix {
  const m = noise(N, D);
  unitRows(m);
  return m;
}
const features: Features = {
  fused: block(),
  text: block(),
  image: block(),
  audio: block(),
  concepts: sparseRows(
    Array.from({ length: N }, (_, i) => new Map([[i % GROUPS, 1]])),
    GROUPS,
  ),
  scales: { fused: 0.5, text: 0.5, image: 0.5, audio: 0.5, concepts: 2 },
};
const rows = [0, 20, 40, 60, 1, 2, 3, 4, 21, 5];
const values = rows.map((row): RatingValue =>
  row % GROUPS === 0 || row === 21 ? "like" : "dislike",
);

/** The stage's neighbour in miniature: ridge of 1 for a like and 0 for the rest. */
const plainFoldIn: Parameters<typeof tune>[0]["foldIn"] = (
  items,
  rated,
  background,
) => {
  const all = [...rated.rows, ...background];
  const k = Float64Array.from({ length: all.length ** 2 }, (_, at) =>
    kernel(
      items,
      all[Math.floor(at / all.length)] ?? 0,
      all[at % all.length] ?? 0,
    ),
  );
  const { alpha } = ridge(
    k,
    all.map((_, t) => (rated.values[t] === "like" ? 1 : 0)),
    all.map((_, t) => (t < rated.rows.length ? 0.3 : 5)),
  );
  const weights = zeroWeights(items);
  all.forEach((item, t) => addItem(weights, items, item, alpha[t] ?? 0));
  return { alpha: alpha.slice(0, rated.rows.length), weights };
};

function run(signal = new AbortController().signal, onStep = () => {}) {
  return tune({
    features,
    rows,
    values,
    foldIn: plainFoldIn,
    random: createRandom(9),
    signal,
    onProgress: onStep,
  });
}

beforeAll(async () => {
  const runtime = await startRuntime("webgpu", new URL("/", location.href));
  console.info(`adapter: ${runtime.adapter}`);
});

describe("the objective", () => {
  it("has the gradient that finite differences have", async () => {
    const T = 4;
    const n = 3;
    const r = 2;
    const of = (m: Matrix): Tensor2D => tensor2d(m.data, [m.rows, m.columns]);
    const alpha = noise(T, 1).data;
    const frozen: Frozen = {
      rated: of(noise(T, D)),
      alpha: tensor2d(alpha, [T, 1]),
      alphaRow: tensor2d(alpha, [1, T]),
      likes: tensor2d([0.2, 0, 0.2, 0], [1, T]),
      offDiagonal: tensor2d(offDiagonalOf(T), [T, T]),
    };
    const batch = { unrated: of(noise(n, D)), leads: of(noise(4, n * T)) };
    const still = {
      kept: tensor2d(new Float32Array(D).fill(1), [1, D]),
      blocks: tensor2d(new Float32Array(BLOCKS.length).fill(1), [1, 5]),
    };
    const start = {
      a: noise(r, D),
      b: noise(D, r),
      gains: noise(1, BLOCKS.length),
    };
    for (const m of Object.values(start))
      m.data.forEach((value, i) => {
        m.data[i] = 0.2 * value;
      });
    const costAt = async (point: typeof start): Promise<number> => {
      const tensors = {
        a: of(point.a),
        b: of(point.b),
        gains: of(point.gains),
      };
      const cost = objective(tensors, frozen, batch, still);
      return (await cost.data())[0] ?? NaN;
    };
    const gradients = grads((a: Tensor, b: Tensor, gains: Tensor) =>
      objective(
        { a: a as Tensor2D, b: b as Tensor2D, gains: gains as Tensor2D },
        frozen,
        batch,
        still,
      ),
    )([of(start.a), of(start.b), of(start.gains)]);
    const STEP = 1e-2;
    for (const [place, name] of (["a", "b", "gains"] as const).entries()) {
      const gradient = await gradients[place]?.data();
      for (const at of [0, 1, start[name].data.length - 1]) {
        const moved = async (by: number): Promise<number> => {
          const data = start[name].data.slice();
          data[at] = (data[at] ?? 0) + by;
          return costAt({ ...start, [name]: { ...start[name], data } });
        };
        const slope = ((await moved(STEP)) - (await moved(-STEP))) / (2 * STEP);
        expect(Math.abs((gradient?.[at] ?? NaN) - slope)).toBeLessThan(
          2e-3 + 0.02 * Math.abs(slope),
        );
      }
    }
  });
});

/** A lesson from the features above, away from the start so that every gradient says something. */
function lessonAway(seed: number): Lesson {
  const drawn = createRandom(seed);
  const problem = tuningProblem(features, { rows }, drawn);
  const lesson = lessonOf(problem, {
    alpha: Float32Array.from({ length: problem.length }, (_, t) =>
      t < rows.length ? drawn.normal() / 3 : 0,
    ),
    likes: Float32Array.from({ length: problem.length }, (_, t) =>
      values[t] === "like" ? 1 : 0,
    ),
    random: drawn,
    onStep: () => {},
  });
  const away = (m: Matrix): Matrix => ({
    ...m,
    data: m.data.map((value) => value + 0.2 * drawn.normal()),
  });
  const { a, b, gains } = lesson.start;
  return { ...lesson, start: { a: away(a), b: away(b), gains: away(gains) } };
}

function compute(): Compute {
  const own = ownCompute();
  if (!own) throw new Error("There is no GPU.");
  return own;
}

describe("the kernels", () => {
  const SEEDS = [1, 2, 3];
  /** Every batch twice; the plain version takes its time. */
  const STEPS = 2 * TUNING.batches;

  it("take the step that autodiff and Adam take", async () => {
    for (const seed of SEEDS) {
      const whole = lessonAway(seed);
      // With all blocks there, so that none is without a gradient.
      const first = whole.noise
        .slice(0, 1)
        .map(({ kept }) => ({ kept, blocks: kept.slice(0, 5).fill(1) }));
      const lesson = { ...whole, noise: first };
      const uploaded = uploadLesson(lesson);
      const wanted = await uploaded.gradients(lesson.start, 0);
      uploaded.dispose();
      const found = await gradientsOnGpu(lesson);
      expect(Math.abs(found.loss - wanted.loss)).toBeLessThan(1e-5);
      for (const name of ["a", "b", "gains"] as const) {
        const most = Math.max(...wanted[name].map(Math.abs));
        expect(most).toBeGreaterThan(1e-4);
        wanted[name].forEach((slope, at) => {
          const off = Math.abs((found[name][at] ?? NaN) - slope);
          expect(off, `${name}[${at}], seed ${seed}`).toBeLessThan(2e-4 * most);
        });
      }
    }
  });

  it("go down the same curve as the plain version, at four dispatches a step and no pipeline more", async () => {
    const whole = lessonAway(4);
    const lesson = { ...whole, noise: whole.noise.slice(0, STEPS) };
    const plain = await trainOnTensors(lesson, () => {});
    await trainOnGpu(compute(), lesson, () => {});
    const before = compute().counts;
    const found = await trainOnGpu(compute(), lesson, () => {});
    const { pipelines, dispatches, buffers, bytes, bytesRead } =
      compute().counts;
    expect(pipelines).toBe(before.pipelines);
    expect(dispatches - before.dispatches).toBe(4 * STEPS);
    expect({ buffers, bytes }).toEqual({
      buffers: before.buffers,
      bytes: before.bytes,
    });
    const parameters = found.a.length + found.b.length + found.gains.length;
    expect(bytesRead - before.bytesRead).toBe(4 * (STEPS + parameters));
    expect(found.loss).toHaveLength(plain.loss.length);
    found.loss.forEach((loss, step) => {
      expect(Math.abs(loss - (plain.loss[step] ?? NaN))).toBeLessThan(2e-4);
    });
    for (const name of ["a", "b", "gains"] as const)
      found[name].forEach((value, at) => {
        expect(Math.abs(value - (plain[name][at] ?? NaN))).toBeLessThan(5e-4);
      });
  });
});

/** Reads the gradient out of Adam's first moment, which is a tenth of it after one step. */
async function gradientsOnGpu(
  lesson: Lesson,
): Promise<{ loss: number } & Record<keyof Point, Float32Array>> {
  const gpu = await openRun(compute(), lesson);
  gpu.step(1);
  const { a, b, gains } = lesson.start;
  const size = a.data.length + b.data.length;
  const moments = await gpu.read("moments", 0, size + gains.data.length);
  const [loss = NaN] = await gpu.read("progress", 1, 1);
  gpu.dispose();
  const slopes = moments.map((moment) => 10 * moment);
  return {
    loss,
    a: slopes.slice(0, a.data.length),
    b: slopes.slice(a.data.length, size),
    gains: slopes.slice(size),
  };
}

/** Burn-in, then two runs that must agree; on the software adapter each takes some seconds. */
const PATIENCE_MS = 280_000;

describe("a fine-tune", () => {
  it(
    "gives the same bytes twice, leaves no tensor behind, lowers its loss and judges every like",
    async () => {
      const start = monotonic();
      const first = await run();
      console.info(`one fine-tune: ${Math.round(since(start))} ms`);
      const held = memory().numTensors;
      const second = await run();
      expect(memory().numTensors).toBe(held);
      expect(second.result).toEqual(first.result);
      expect(second.loss).toEqual(first.loss);
      const mean = (part: readonly number[]): number =>
        part.reduce((sum, x) => sum + x, 0) / part.length;
      expect(mean(first.loss.slice(-8))).toBeLessThan(
        mean(first.loss.slice(0, 8)),
      );
      const { heldOut, kept } = first;
      expect(heldOut.count).toBe(values.filter((v) => v === "like").length);
      // What stands no lower is always kept; what stands lower only within its noise.
      expect(kept || heldOut.tuned < heldOut.base).toBe(true);
    },
    PATIENCE_MS,
  );

  it("stops when it is told to, with code cancelled and no tensor left", async () => {
    const held = memory().numTensors;
    const controller = new AbortController();
    let steps = 0;
    const stopped = run(controller.signal, () => {
      steps += 1;
      if (steps === 3) controller.abort();
    });
    await expect(stopped).rejects.toSatisfy(
      (error) => error instanceof PalateError && error.code === "cancelled",
    );
    expect(steps).toBe(3);
    expect(memory().numTensors).toBe(held);
  });
});
