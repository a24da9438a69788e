/**
 * A causal transformer over histories as a recommender. Trained on TensorFlow.js (./network.ts); answers come from plain
 * arrays that remember each user's history (./cached-history.ts), so one more event costs one row.
 */
import {
  train,
  variable,
  tensor2d,
  type Scalar,
  type Tensor2D,
  type Variable,
} from "@tensorflow/tfjs-core";
import { TRANSFORMER } from "../../config/sequence.ts";
import { monotonic, since } from "../../device/clock.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";
import { histories, likesOf } from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";
import { CachedHistory } from "./cached-history.ts";
import { sequenceLoss, type TrainingBatch } from "./network.ts";
import {
  freshParameters,
  parameterShapes,
  type Parameters,
  type TransformerSettings,
} from "./shape.ts";

/** Users whose histories are remembered between questions. */
const REMEMBERED = 1024;
/** Steps between two waits for the GPU: no longer a queue than it can hold. */
const STEPS_AHEAD = 4;

export class Transformer implements Recommender {
  readonly name = "transformer";
  readonly #settings: TransformerSettings;
  #parameters: Parameters = new Map();
  #items = 0;
  #memory = new Map<number, CachedHistory>();

  constructor(settings: Partial<TransformerSettings> = {}) {
    this.#settings = { ...TRANSFORMER, ...settings };
  }

  async fit(data: TrainingData, options: FitOptions): Promise<void> {
    const likes = likesOf(data.interactions);
    const lists = histories(likes).filter((list) => list.length > 1);
    if (lists.length === 0)
      throw new PalateError(
        "bad-input",
        "No history has two items, so there is nothing to learn an order from.",
        "Choose a model that needs no order, such as popularity.",
      );
    this.#items = likes.items;
    const shapes = parameterShapes(likes.items, this.#settings);
    const start = freshParameters(shapes, options.random);
    const variables = new Map<string, Variable>();
    for (const [name, { rows, columns }] of shapes) {
      const initial = tensor2d(start.get(name) ?? [], [rows, columns]);
      variables.set(name, variable(initial));
      initial.dispose();
    }
    try {
      await this.#train(lists, variables, options);
    } finally {
      for (const each of variables.values()) each.dispose();
    }
  }

  async #train(
    lists: readonly (readonly number[])[],
    variables: ReadonlyMap<string, Variable>,
    options: FitOptions,
  ): Promise<void> {
    const { epochs, learningRate, validateEvery, patience } = this.#settings;
    const started = monotonic();
    const optimiser = train.adam(learningRate);
    let best: { readonly value: number; readonly parameters: Parameters } = {
      value: -Infinity,
      parameters: new Map(),
    };
    let disappointments = 0;
    try {
      for (let epoch = 1; epoch <= epochs; epoch += 1) {
        const late = (): boolean => since(started) > options.budget;
        const minimise = (loss: () => Scalar): Scalar | null =>
          optimiser.minimize(loss, true, [...variables.values()]);
        const loss = await this.#epoch(
          lists,
          variables,
          minimise,
          late,
          options,
        );
        const last = epoch === epochs || late();
        if (!options.validate || !(last || epoch % validateEvery === 0)) {
          options.onProgress({ epoch, epochs, loss });
        } else {
          await this.#take(variables);
          const validation = await options.validate();
          options.onProgress({ epoch, epochs, loss, validation });
          const better = validation > best.value;
          disappointments = better ? 0 : disappointments + 1;
          if (better)
            best = { value: validation, parameters: this.#parameters };
        }
        if (last || disappointments > patience) break;
      }
    } finally {
      optimiser.dispose();
    }
    if (best.parameters.size === 0) await this.#take(variables);
    else this.#remember(best.parameters);
  }

  /** Every history once; returns the mean loss. */
  async #epoch(
    lists: readonly (readonly number[])[],
    variables: ReadonlyMap<string, Variable>,
    minimise: (loss: () => Scalar) => Scalar | null,
    late: () => boolean,
    { random, signal }: FitOptions,
  ): Promise<number> {
    const { batch } = this.#settings;
    const order = random.shuffle(lists);
    const of = (name: string): Tensor2D => {
      const found = variables.get(name);
      if (!found) throw new RangeError(`no parameter ${name}`);
      return found as unknown as Tensor2D;
    };
    let total = 0;
    let steps = 0;
    for (let from = 0; from < order.length; from += batch) {
      if (signal.aborted)
        throw new PalateError("cancelled", "Training was cancelled.");
      const part = order.slice(from, from + batch);
      const made = batchOf(part, this.#items, this.#settings, random);
      const loss = minimise(() =>
        sequenceLoss(of, made, this.#items, this.#settings),
      );
      if (loss === null) continue;
      if (steps % STEPS_AHEAD === 0) {
        total += (await loss.data())[0] ?? 0;
        if (late()) from = order.length;
      }
      steps += 1;
      loss.dispose();
    }
    return total / Math.max(1, Math.ceil(steps / STEPS_AHEAD));
  }

  async #take(variables: ReadonlyMap<string, Variable>): Promise<void> {
    const values = new Map<string, Float32Array>();
    for (const [name, each] of variables)
      values.set(name, Float32Array.from(await each.data<"float32">()));
    this.#remember(values);
  }

  #remember(parameters: Parameters): void {
    this.#parameters = parameters;
    this.#memory = new Map();
  }

  score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const table = this.#parameters.get("items");
    if (!table) throw new PalateError("bad-input", "Fit comes first.");
    const { dimensions, exit } = this.#settings;
    const scores = new Float32Array(queries.length * this.#items);
    queries.forEach(({ user, history }, at) => {
      const said = this.#history(user, history).read(exit);
      for (let i = 0; i < this.#items; i += 1) {
        let sum = 0;
        for (let k = 0; k < dimensions; k += 1)
          sum += (said[k] as number) * (table[i * dimensions + k] as number);
        scores[at * this.#items + i] = sum;
      }
    });
    return Promise.resolve(scores);
  }

  #history(user: number, history: readonly number[]): CachedHistory {
    const known =
      this.#memory.get(user) ??
      new CachedHistory(this.#parameters, this.#settings);
    known.follow(history);
    this.#memory.set(user, known);
    const [oldest] = this.#memory.keys();
    if (this.#memory.size > REMEMBERED && oldest !== undefined)
      this.#memory.delete(oldest);
    return known;
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#remember(new Map());
  }
}

/** Shapes stay the same from step to step: every new one compiles anew. Histories that are missing weigh nothing. */
export function batchOf(
  lists: readonly (readonly number[])[],
  items: number,
  { batch, length, negatives, dropout, dimensions }: TransformerSettings,
  random: Random,
): TrainingBatch {
  const places = batch * length;
  const inputs = new Int32Array(places);
  const answers = new Int32Array(places);
  const weights = new Float32Array(places);
  lists.forEach((list, b) => {
    const seen = list.slice(-length - 1);
    for (let at = 0; at + 1 < seen.length; at += 1) {
      inputs[b * length + at] = seen[at] ?? 0;
      answers[b * length + at] = seen[at + 1] ?? 0;
      weights[b * length + at] = 1;
    }
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const keep = 1 - dropout;
  return {
    histories: batch,
    inputs,
    answers,
    weights: weights.map((weight) => weight / Math.max(1, total)),
    negatives: Int32Array.from({ length: Math.min(negatives, items) }, () =>
      random.integer(items),
    ),
    kept:
      dropout === 0
        ? null
        : Float32Array.from({ length: places * dimensions }, () =>
            random.uniform() < keep ? 1 / keep : 0,
          ),
  };
}
