/**
 * Decision-level fusion: models that were fitted apart, their scores standardised and summed with weights that
 * validation rows chose by greedy selection (Caruana et al. 2004, "Ensemble selection from libraries of models").
 */
import type { Model } from "../domain/model.ts";
import { rankByScores } from "../math/rows.ts";

export interface Member<Query> {
  readonly model: Model<Query>;
  readonly weight: number;
}

/**
 * Whose scores are comparable. `query`: one list at a time, as in rankings. `all`: rows of all users are put into one
 * order, as AUC does, so a model keeps one scale for everybody.
 */
export type Standard = "query" | "all";

interface Scale {
  readonly mean: number;
  readonly spread: number;
}

export class Blend<Query> implements Model<Query> {
  readonly name: string;
  readonly members: readonly Member<Query>[];
  readonly #standard: Standard;
  readonly #scales = new Map<Model<Query>, Scale>();

  constructor(
    name: string,
    members: readonly Member<Query>[],
    standard: Standard,
  ) {
    this.name = name;
    this.members = members;
    this.#standard = standard;
  }

  /** Its members were fitted apart. */
  fit(): Promise<void> {
    return Promise.resolve();
  }

  async score(queries: readonly Query[]): Promise<Float32Array> {
    let sum: Float32Array | null = null;
    for (const { model, weight } of this.members) {
      const own = await model.score(queries);
      sum ??= new Float32Array(own.length);
      const n = own.length / Math.max(1, queries.length);
      for (let from = 0; from < own.length; from += n)
        this.#add(sum, own, from, n, model, weight);
    }
    return sum ?? new Float32Array(0);
  }

  #add(
    sum: Float32Array,
    own: Float32Array,
    from: number,
    n: number,
    model: Model<Query>,
    weight: number,
  ): void {
    const { mean, spread } = this.#scaleOf(
      model,
      own,
      own.subarray(from, from + n),
    );
    for (let i = from; i < from + n; i += 1)
      sum[i] =
        (sum[i] as number) +
        (weight * (Math.max(own[i] as number, LEAST) - mean)) / spread;
  }

  #scaleOf(model: Model<Query>, batch: Float32Array, row: Float32Array): Scale {
    if (this.#standard === "query") return scaleOf(row);
    const known = this.#scales.get(model) ?? scaleOf(batch);
    this.#scales.set(model, known);
    return known;
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    for (const { model } of this.members) model.dispose();
  }
}

/** "Never" from one member must not drown what the others say of an item. */
const LEAST = -1e6;

function scaleOf(scores: Float32Array): Scale {
  let [count, sum, squares] = [0, 0, 0];
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i] as number;
    if (score <= LEAST) continue;
    count += 1;
    sum += score;
    squares += score * score;
  }
  const mean = sum / Math.max(1, count);
  const variance = squares / Math.max(1, count) - mean * mean;
  return { mean, spread: Math.sqrt(Math.max(variance, 0)) || 1 };
}

/** Answers the same questions again without asking the model; for judging many weights on the same cases. */
class Remembered<Query> implements Model<Query> {
  readonly name: string;
  readonly #model: Model<Query>;
  readonly #answers = new Map<Query, Float32Array>();

  constructor(model: Model<Query>) {
    this.name = model.name;
    this.#model = model;
  }

  fit(): Promise<void> {
    return Promise.resolve();
  }

  async score(queries: readonly Query[]): Promise<Float32Array> {
    const [first] = queries;
    if (first === undefined) return new Float32Array(0);
    if (!queries.every((query) => this.#answers.has(query))) {
      const scores = await this.#model.score(queries);
      const n = scores.length / queries.length;
      queries.forEach((query, i) => {
        this.#answers.set(query, scores.slice(i * n, (i + 1) * n));
      });
      return scores;
    }
    const n = this.#answers.get(first)?.length ?? 0;
    const scores = new Float32Array(queries.length * n);
    queries.forEach((query, i) => {
      scores.set(this.#answers.get(query) ?? [], i * n);
    });
    return scores;
  }

  readonly rank = rankByScores(this);

  /** Forgets the answers; the model is not its own. */
  dispose(): void {
    this.#answers.clear();
  }
}

/** Weights of a newcomer beside what is already there, which counts 1. */
const STEPS = [0.1, 0.2, 0.4, 0.7, 1, 1.5, 2.5] as const;
/** A gain below this share is chance on a few hundred cases, and costs a fit. */
const LEAST_GAIN = 0.003;

/**
 * Weights, one a model, the first being the best alone: each further model enters with the weight that helps most, or
 * not at all.
 */
export async function blendWeights<Query>(
  models: readonly Model<Query>[],
  standard: Standard,
  validate: (model: Model<Query>) => Promise<number>,
): Promise<number[]> {
  const asked = models.map((model) => new Remembered(model));
  const weights = models.map((_, i): number => (i === 0 ? 1 : 0));
  const judge = (tried: readonly number[]): Promise<number> => {
    const members = asked.flatMap((model, i) =>
      tried[i] ? [{ model, weight: tried[i] }] : [],
    );
    return validate(new Blend("blend", members, standard));
  };
  let best = await judge(weights);
  for (let newcomer = 1; newcomer < models.length; newcomer += 1) {
    let chosen = 0;
    for (const step of STEPS) {
      const value = await judge(weights.with(newcomer, step));
      if (value <= best + LEAST_GAIN * Math.abs(best)) continue;
      best = value;
      chosen = step;
    }
    weights[newcomer] = chosen;
  }
  for (const model of asked) model.dispose();
  return weights;
}
