/**
 * TransE (Bordes et al. 2013, NeurIPS) and TransH (Wang et al. 2014, AAAI) as link predictors, trained with
 * self-adversarial negatives (Sun et al. 2019, arXiv 1902.10197, section 3.2) and Adagrad on kernels of our own.
 * Not here: how ranks are filtered and averaged, which is evaluation's (src/evaluation).
 */
import { TRANSLATION } from "../../config/knowledge.ts";
import { monotonic, since } from "../../device/clock.ts";
import type { Compute } from "../../device/compute.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  LinkPredictor,
  LinkQuery,
  TrainingData,
  Triples,
} from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";
import { topK } from "../../math/topk.ts";
import { makeBatch, type Side } from "./batches.ts";
import { TranslationGpu, type Tables } from "./translation-gpu.ts";

export type TranslationSettings = {
  readonly [name in keyof typeof TRANSLATION]: number;
};

/** Steps that may wait on the GPU at once; more would only make stopping slow. */
const STEPS_AHEAD = 4;

export class Translation implements LinkPredictor {
  readonly name: string;
  readonly #compute: Compute;
  readonly #hyperplane: boolean;
  readonly #settings: TranslationSettings;
  #gpu: TranslationGpu | null = null;
  #entities = 0;

  constructor(
    compute: Compute,
    kind: "transe" | "transh",
    settings: Partial<TranslationSettings> = {},
  ) {
    this.name = kind;
    this.#compute = compute;
    this.#hyperplane = kind === "transh";
    this.#settings = { ...TRANSLATION, ...settings };
  }

  async fit({ graph }: TrainingData, options: FitOptions): Promise<void> {
    this.dispose();
    if (graph === null || graph.head.length === 0)
      throw new PalateError(
        "bad-input",
        `The model ${this.name} learns from a knowledge graph, and there is none.`,
        "Add a .kg file to the folder.",
      );
    const { dimensions, ...settings } = this.#settings;
    this.#entities = graph.entities;
    this.#gpu = await TranslationGpu.create(
      this.#compute,
      { ...graph, ...settings, dimensions, hyperplane: this.#hyperplane },
      startOf(graph, this.#settings, options.random),
    );
    await this.#train(this.#gpu, graph, options);
  }

  async #train(
    gpu: TranslationGpu,
    graph: Triples,
    { random, signal, budget, onProgress, validate }: FitOptions,
  ): Promise<void> {
    const { epochs, validateEvery, patience } = this.#settings;
    const start = monotonic();
    let best = -Infinity;
    let disappointments = 0;
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      const loss = await this.#epoch(gpu, graph, epoch, random, signal);
      const late = epoch === epochs || since(start) > budget;
      const look = validate && (late || epoch % validateEvery === 0);
      if (!look) onProgress({ epoch, epochs, loss });
      else {
        const validation = await validate();
        onProgress({ epoch, epochs, loss, validation });
        disappointments = validation > best ? 0 : disappointments + 1;
        if (validation > best) gpu.keep();
        best = Math.max(best, validation);
      }
      if (late || disappointments > patience) break;
    }
    if (validate) gpu.restore();
  }

  /** Every triple once, its tail open in one epoch and its head in the next; returns the mean loss. */
  async #epoch(
    gpu: TranslationGpu,
    graph: Triples,
    epoch: number,
    random: Random,
    signal: AbortSignal,
  ): Promise<number> {
    const { batch } = this.#settings;
    const order = Uint32Array.from(random.shuffle(graph.head.keys()));
    const steps = Math.ceil(order.length / batch);
    for (let step = 0; step < steps; step += 1) {
      const open: Side = (epoch + step) % 2 === 0 ? "head" : "tail";
      gpu.train(
        makeBatch(
          graph,
          order,
          step * batch,
          open,
          this.#settings,
          random,
          this.#hyperplane,
        ),
      );
      if (step % STEPS_AHEAD === 0) await gpu.settled();
      if (signal.aborted)
        throw new PalateError("cancelled", "Training was cancelled.");
    }
    return gpu.takeLoss(steps);
  }

  async score(queries: readonly LinkQuery[]): Promise<Float32Array> {
    const scores = new Float32Array(queries.length * this.#entities);
    for (const side of ["head", "tail"] as const) {
      const places = queries.flatMap(({ missing }, at) =>
        missing === side ? [at] : [],
      );
      for (let from = 0; from < places.length; from += this.#settings.queries)
        await this.#scoreSome(
          queries,
          places.slice(from, from + this.#settings.queries),
          side,
          scores,
        );
    }
    return scores;
  }

  async #scoreSome(
    queries: readonly LinkQuery[],
    places: readonly number[],
    side: Side,
    scores: Float32Array,
  ): Promise<void> {
    const chosen = places.map((at) => queries[at]);
    const distances = await this.#fitted().distances(
      chosen.map((query) => query?.entity ?? 0),
      chosen.map((query) => query?.relation ?? 0),
      side,
    );
    const n = this.#entities;
    places.forEach((at, b) => {
      for (let i = 0; i < n; i += 1)
        scores[at * n + i] = -(distances[b * n + i] ?? 0);
    });
  }

  async rank(
    queries: readonly LinkQuery[],
    count: number,
    exclude: (query: LinkQuery) => readonly number[],
  ): Promise<readonly (readonly number[])[]> {
    const scores = await this.score(queries);
    const n = this.#entities;
    return queries.map((query, at) => {
      const own = scores.subarray(at * n, (at + 1) * n);
      const out = new Set(exclude(query));
      const open = Array.from({ length: n }, (_, i) => i).filter(
        (i) => !out.has(i),
      );
      return topK(own, count, open);
    });
  }

  /** The vectors that were learned, on the CPU. */
  tables(): Promise<Tables> {
    return this.#fitted().tables();
  }

  dispose(): void {
    this.#gpu?.dispose();
    this.#gpu = null;
  }

  #fitted(): TranslationGpu {
    if (this.#gpu) return this.#gpu;
    throw new PalateError("bad-input", `The model ${this.name} is not fitted.`);
  }
}

/** Uniform in +-(gamma + 2) / d; normals random and of length 1. */
function startOf(
  graph: Triples,
  { dimensions, margin }: TranslationSettings,
  random: Random,
): Tables {
  const range = (margin + 2) / dimensions;
  const table = (rows: number): Float32Array<ArrayBuffer> =>
    Float32Array.from(
      { length: rows * dimensions },
      () => range * (2 * random.uniform() - 1),
    );
  const normals = table(graph.relations);
  for (let r = 0; r < graph.relations; r += 1) {
    const w = normals.subarray(r * dimensions, (r + 1) * dimensions);
    const length = Math.hypot(...w);
    w.forEach((x, k) => {
      w[k] = x / length;
    });
  }
  return {
    entities: table(graph.entities),
    relations: table(graph.relations),
    normals,
  };
}
