/** Two baselines that know nobody: chance, and what most people took (lately). */
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";
import { itemCounts, likesOf } from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";

/** Independent uniform scores. */
export class Chance implements Recommender {
  readonly name = "random";
  #items = 0;
  #random: Random | null = null;

  fit(data: TrainingData, { random }: FitOptions): Promise<void> {
    this.#items = data.interactions.items;
    this.#random = random;
    return Promise.resolve();
  }

  score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const random = this.#random;
    if (random === null) throw new PalateError("bad-input", "Fit comes first.");
    const scores = new Float32Array(queries.length * this.#items);
    return Promise.resolve(scores.map(() => random.uniform()));
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#random = null;
  }
}

/** Seconds of a day, the unit of half-lives. */
const DAY = 86_400;

/** Counts of training rows, each halved for every `halfLife` days before the last one; 0 counts all alike. */
export class Popularity implements Recommender {
  readonly name: string;
  readonly #halfLife: number;
  #scores = new Float32Array(0);

  constructor(name: string, halfLife: number) {
    this.name = name;
    this.#halfLife = halfLife;
  }

  fit(data: TrainingData): Promise<void> {
    const likes = likesOf(data.interactions);
    const { time } = likes;
    if (this.#halfLife === 0 || time === null) {
      this.#scores = Float32Array.from(itemCounts(likes));
      return Promise.resolve();
    }
    const last = time.reduce((a, b) => Math.max(a, b), -Infinity);
    this.#scores = new Float32Array(likes.items);
    likes.item.forEach((item, row) => {
      const days = (last - (time[row] ?? 0)) / DAY;
      this.#scores[item] =
        (this.#scores[item] ?? 0) + 2 ** (-days / this.#halfLife);
    });
    return Promise.resolve();
  }

  score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const n = this.#scores.length;
    const scores = new Float32Array(queries.length * n);
    queries.forEach((_, i) => {
      scores.set(this.#scores, i * n);
    });
    return Promise.resolve(scores);
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#scores = new Float32Array(0);
  }
}
