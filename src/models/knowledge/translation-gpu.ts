/**
 * A translation model on the GPU: its tables, one step of training, and the distances of queries to every entity.
 * The kernels and the mathematics are in ./translation-wgsl.ts; batches come from ./batches.ts.
 */
import type { Compute, Dispatch } from "../../device/compute.ts";
import { negativesOf, type Side, type StepBatch } from "./batches.ts";
import {
  compile,
  shapeWords,
  stepBuffers,
  words,
  type Kernels,
  type TranslationShape,
} from "./translation-step.ts";

/** `[entities, d]`, `[relations, d]`, and for TransH the unit normals `[relations, d]`. */
export type Tables = Readonly<
  Record<"entities" | "relations" | "normals", Float32Array<ArrayBuffer>>
>;

/** Invocations of a workgroup, in every kernel. */
const GROUP = 64;

/** What distances are computed from and into. */
type Measured = Readonly<
  Record<
    "shape" | "rows" | "composed" | "truth" | "distances" | "along",
    GPUBuffer
  >
>;

const TABLES = ["entities", "relations", "normals"] as const;

export class TranslationGpu {
  readonly #compute: Compute;
  readonly #shape: TranslationShape;
  readonly #kernels: Kernels;
  readonly #tables: Record<keyof Tables, GPUBuffer>;
  readonly #squares: Record<keyof Tables, GPUBuffer>;
  readonly #kept: Record<keyof Tables, GPUBuffer>;
  readonly #step: ReturnType<typeof stepBuffers>;

  static async create(
    compute: Compute,
    shape: TranslationShape,
    tables: Tables,
  ): Promise<TranslationGpu> {
    return new TranslationGpu(
      compute,
      shape,
      await compile(compute, shape),
      tables,
    );
  }

  private constructor(
    compute: Compute,
    shape: TranslationShape,
    kernels: Kernels,
    tables: Tables,
  ) {
    this.#compute = compute;
    this.#shape = shape;
    this.#kernels = kernels;
    const each = (
      make: (name: keyof Tables) => GPUBuffer,
    ): Record<keyof Tables, GPUBuffer> => ({
      entities: make("entities"),
      relations: make("relations"),
      normals: make("normals"),
    });
    this.#tables = each((name) => compute.upload(tables[name]));
    this.#squares = each((name) =>
      compute.upload(tables[name].map(() => shape.firstSquare)),
    );
    this.#kept = each((name) => compute.upload(tables[name]));
    this.#step = stepBuffers(compute, shape);
  }

  /** One step of training; returns before the GPU is done with it. */
  train(batch: StepBatch): void {
    const { hyperplane } = this.#shape;
    const step = this.#step;
    this.#compute.write(step.rows, batch.rows);
    this.#compute.write(step.entityIndex, batch.entities);
    this.#compute.write(step.relationIndex, batch.relations);
    if (hyperplane) this.#compute.write(step.normalIndex, batch.normals);
    this.#compute.run([
      ...this.#gradients(batch.open),
      this.#apply("entities", step.entityIndex, batch.entities, "tail"),
      this.#apply("relations", step.relationIndex, batch.relations, batch.open),
      ...(hyperplane ? this.#applyNormals(batch) : []),
    ]);
  }

  /** Leaves the gradients of the step in its rows. */
  #gradients(open: Side): Dispatch[] {
    const { entities, normals } = this.#tables;
    const { batch, chunk, dimensions, hyperplane, tile, quads } = this.#shape;
    const step = this.#step;
    const {
      composed,
      rows,
      truth,
      distances,
      gradients,
      along,
      losses,
      [open]: shape,
    } = step;
    const n = negativesOf(this.#shape);
    const { weigh, pull, unproject, push } = this.#kernels;
    const bent = hyperplane ? [normals, along] : [];
    return [
      ...this.#measure({ ...step, shape }, batch, n, batch / chunk),
      this.#dispatch(weigh, [shape, rows, truth, distances, losses], batch),
      this.#dispatch(
        pull,
        [shape, entities, rows, composed, distances, truth, gradients, ...bent],
        (batch / tile) * (dimensions / 4 / quads),
      ),
      this.#dispatch(
        push,
        [shape, entities, rows, composed, distances, gradients, ...bent],
        (n / tile) * (dimensions / 4 / quads),
      ),
      ...(hyperplane
        ? [
            this.#dispatch(
              unproject,
              [shape, entities, normals, rows, truth, gradients],
              batch,
            ),
          ]
        : []),
    ];
  }

  /** Distances of the triples to the `n` entities behind them, of which each chunk has its own. */
  #measure(
    { shape, rows, composed, truth, distances, along }: Measured,
    queries: number,
    n: number,
    chunks: number,
  ): Dispatch[] {
    const { entities, relations, normals } = this.#tables;
    const { hyperplane, tile } = this.#shape;
    const { compose, distance } = this.#kernels;
    return [
      this.#dispatch(
        compose,
        [
          shape,
          entities,
          relations,
          rows,
          composed,
          truth,
          ...(hyperplane ? [normals] : []),
        ],
        queries,
      ),
      this.#dispatch(
        distance,
        [
          shape,
          entities,
          rows,
          composed,
          distances,
          ...(hyperplane ? [normals, along] : []),
        ],
        (queries / tile) * (n / chunks / tile),
      ),
    ];
  }

  #apply(
    table: keyof Tables,
    index: GPUBuffer,
    { 0: touched = 0 }: Uint32Array,
    open: Side,
  ): Dispatch {
    const { gradients, forward, backward } = this.#step;
    return this.#dispatch(
      this.#kernels.apply,
      [
        open === "tail" ? forward : backward,
        index,
        gradients,
        this.#tables[table],
        this.#squares[table],
      ],
      (touched * this.#shape.dimensions) / 4,
    );
  }

  #applyNormals({ normals }: StepBatch): Dispatch[] {
    const { normalIndex } = this.#step;
    return [
      this.#apply("normals", normalIndex, normals, "tail"),
      this.#dispatch(
        this.#kernels.unit,
        [normalIndex, this.#tables.normals],
        normals[0] ?? 0,
      ),
    ];
  }

  /** Mean loss a triple since the last call. */
  async takeLoss(steps: number): Promise<number> {
    const { batch } = this.#shape;
    const { losses } = this.#step;
    const sums = new Float32Array(await this.#compute.read(losses, 4 * batch));
    this.#compute.write(losses, new Float32Array(batch));
    return sums.reduce((all, loss) => all + loss, 0) / (batch * steps);
  }

  /**
   * Distances of the queries `(entity, relation, ?)`, or `(?, relation, entity)` with the head open, to every entity.
   *
   * @returns `[B, entities]` row-major
   */
  async distances(
    known: ArrayLike<number>,
    relation: ArrayLike<number>,
    open: Side,
  ): Promise<Float32Array> {
    const { entities, hyperplane, tile } = this.#shape;
    const queries = tile * Math.ceil(known.length / tile);
    const wide = tile * Math.ceil(entities / tile);
    const rows = new Uint32Array(3 * queries + wide);
    for (let b = 0; b < queries; b += 1) {
      rows[b] = known[b] ?? 0;
      rows[queries + b] = relation[b] ?? 0;
    }
    for (let i = 0; i < entities; i += 1) rows[3 * queries + i] = i;
    const compute = this.#compute;
    const temporary = {
      shape: compute.uniform(
        shapeWords(
          { ...this.#shape, batch: queries, chunk: queries, negatives: wide },
          open,
        ),
      ),
      rows: compute.upload(rows),
      composed: words(compute, queries * this.#shape.dimensions),
      truth: words(compute, 4 * queries),
      distances: words(compute, queries * wide),
      along: words(compute, hyperplane ? 2 * queries * wide : 4),
    };
    try {
      compute.run(this.#measure(temporary, queries, wide, 1));
      const padded = new Float32Array(
        await compute.read(temporary.distances, 4 * known.length * wide),
      );
      return wide === entities ? padded : narrowed(padded, wide, entities);
    } finally {
      compute.release(Object.values(temporary));
    }
  }

  /** Remembers the tables as they are, for `restore`. */
  keep(): void {
    this.#copy(this.#tables, this.#kept);
  }

  restore(): void {
    this.#copy(this.#kept, this.#tables);
  }

  #copy(
    from: Record<keyof Tables, GPUBuffer>,
    to: Record<keyof Tables, GPUBuffer>,
  ): void {
    const encoder = this.#compute.device.createCommandEncoder();
    for (const name of TABLES)
      encoder.copyBufferToBuffer(from[name], 0, to[name], 0, from[name].size);
    this.#compute.device.queue.submit([encoder.finish()]);
  }

  async settled(): Promise<void> {
    await this.#compute.device.queue.onSubmittedWorkDone();
  }

  async tables(): Promise<Tables> {
    const read = async (
      name: keyof Tables,
    ): Promise<Float32Array<ArrayBuffer>> => {
      const buffer = this.#tables[name];
      return new Float32Array(await this.#compute.read(buffer, buffer.size));
    };
    const [entities, relations, normals] = [
      await read("entities"),
      await read("relations"),
      await read("normals"),
    ];
    return { entities, relations, normals };
  }

  dispose(): void {
    const owned = [this.#tables, this.#squares, this.#kept, this.#step];
    this.#compute.release(owned.flatMap((group) => Object.values(group)));
  }

  #dispatch(
    pipeline: GPUComputePipeline,
    buffers: readonly GPUBuffer[],
    invocations: number,
  ): Dispatch {
    const group = this.#compute.bind(pipeline, buffers);
    return { pipeline, group, count: Math.ceil(invocations / GROUP) };
  }
}

function narrowed(
  padded: Float32Array,
  wide: number,
  width: number,
): Float32Array {
  const rows = padded.length / wide;
  const out = new Float32Array(rows * width);
  for (let b = 0; b < rows; b += 1)
    out.set(padded.subarray(b * wide, b * wide + width), b * width);
  return out;
}
