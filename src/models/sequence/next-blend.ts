/**
 * What comes next, from several kinds of signs (./next-tables.ts) that a multinomial logit weighs:
 *
 *   P(next = i | history) = softmax_i(sum_k w_k x_ik)     (McFadden 1974, conditional logit)
 *
 * The weights are learned on the newest item of each training history, with tables that were counted without those items;
 * then the tables are counted again from all training rows. Validation rows are not needed, so they are left for choosing
 * between models.
 */
import { NEXT_BLEND } from "../../config/sequence.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  ItemAttributes,
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";
import { adamStart, adamStep } from "../../math/adam.ts";
import { histories, likesOf } from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";
import {
  bestOf,
  nextTables,
  signs,
  SIGNS,
  wordTables,
  type BlendSettings,
  type NextTables,
  type WordTables,
} from "./next-tables.ts";

/** One question of the training. */
export interface Lesson {
  /** `[C, SIGNS]`: the answer's first, then those of its rivals, then those of strangers. */
  readonly signs: Float32Array;
  /** How many of the last candidates were drawn, and how many items each of them stands for. */
  readonly strangers: number;
  readonly each: number;
}

interface Fitted {
  readonly tables: NextTables;
  readonly words: WordTables;
  /** `[SIGNS]` in units of the signs. */
  readonly weights: Float32Array;
}

const WIDTH = SIGNS.length;
/** Lessons between two turns of the event loop. */
const LESSONS_A_BREATH = 100;

export class NextBlend implements Recommender {
  readonly name = "next-blend";
  readonly #settings: BlendSettings;
  #fitted: Fitted | null = null;

  constructor(settings: Partial<BlendSettings> = {}) {
    this.#settings = { ...NEXT_BLEND, ...settings };
  }

  async fit(data: TrainingData, options: FitOptions): Promise<void> {
    const likes = likesOf(data.interactions);
    const lists = histories(likes);
    const attributes: readonly ItemAttributes[] = data.attributes ?? [];
    const words = wordTables(attributes, likes.items, this.#settings);
    const lessons = await this.#lessons(lists, likes.items, words, options);
    if (lessons.length === 0)
      throw new PalateError(
        "bad-input",
        "No history has two items, so there is nothing to learn an order from.",
        "Choose a model that needs no order, such as popularity.",
      );
    const weights = learn(lessons, this.#settings, options.onProgress);
    const tables = nextTables(lists, likes.items, this.#settings);
    this.#fitted = { tables, words, weights };
  }

  async #lessons(
    lists: readonly (readonly number[])[],
    items: number,
    words: WordTables,
    { random, signal }: FitOptions,
  ): Promise<Lesson[]> {
    const earlier = lists.map((list) => list.slice(0, -1));
    const tables = nextTables(earlier, items, this.#settings);
    const asked = random.sample(
      lists.filter((list) => list.length > 1),
      this.#settings.lessons,
    );
    const lessons: Lesson[] = [];
    for (const list of asked) {
      if (lessons.length % LESSONS_A_BREATH === 0)
        await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal.aborted)
        throw new PalateError("cancelled", "Training was cancelled.");
      const before = list.slice(0, -1);
      const answer = list.at(-1) ?? 0;
      const found = signs(before, tables, words, this.#settings);
      lessons.push(lessonOf(found, before, answer, this.#settings, random));
    }
    return lessons;
  }

  score(queries: readonly UserQuery[]): Promise<Float32Array> {
    if (!this.#fitted) throw new PalateError("bad-input", "Fit comes first.");
    const { tables, words, weights } = this.#fitted;
    const n = tables.counts.length;
    const scores = new Float32Array(queries.length * n);
    queries.forEach(({ history }, at) => {
      const own = scores.subarray(at * n, (at + 1) * n);
      signs(history, tables, words, this.#settings).forEach((values, kind) => {
        const weight = weights[kind] ?? 0;
        for (let i = 0; i < n; i += 1)
          own[i] = (own[i] as number) + weight * (values[i] as number);
      });
    });
    return Promise.resolve(scores);
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#fitted = null;
  }
}

/**
 * The best of each strong kind are all there; of the others some are drawn, each standing for many, so that the sum over
 * the candidates estimates the sum over all items. Without that, a strong sign would look like a mark of rivals.
 */
function lessonOf(
  found: readonly Float32Array[],
  before: readonly number[],
  answer: number,
  { rivals, strangers }: BlendSettings,
  random: Random,
): Lesson {
  const out = new Set([answer, ...before]);
  const strong = new Set<number>();
  for (const kind of ["onwards", "two hops", "alike"] as const) {
    const values = found[SIGNS.indexOf(kind)] ?? new Float32Array();
    for (const i of bestOf(values, Math.ceil(rivals / 3) + out.size))
      if (!out.has(i)) strong.add(i);
  }
  const items = found[0]?.length ?? 0;
  const drawn: number[] = [];
  for (let draw = 0; draw < strangers; draw += 1) {
    const i = random.integer(items);
    if (!out.has(i) && !strong.has(i)) drawn.push(i);
  }
  const rest = items - out.size - strong.size;
  return {
    signs: Float32Array.from(
      [answer, ...strong, ...drawn].flatMap((i) =>
        found.map((values) => values[i] ?? 0),
      ),
    ),
    strangers: drawn.length,
    each: rest / Math.max(1, drawn.length),
  };
}

/** Adam on the mean of -log P(answer) over the lessons' own candidates. */
function learn(
  lessons: readonly Lesson[],
  { steps, learningRate, ridge }: BlendSettings,
  onProgress: FitOptions["onProgress"],
): Float32Array {
  const deviation = deviationsOf(lessons);
  let weights = new Float32Array(WIDTH).fill(1);
  let adam = adamStart(WIDTH);
  for (let step = 1; step <= steps; step += 1) {
    const scaled = weights.map((w, k) => w / (deviation[k] ?? 1));
    const { loss, gradient } = blendLoss(lessons, scaled);
    const own = gradient.map(
      (g, k) => g / (deviation[k] ?? 1) + ridge * (weights[k] ?? 0),
    );
    const next = adamStep(weights, own, adam, learningRate, 0);
    weights = Float32Array.from(next.values);
    adam = next.state;
    if (step % 10 === 0 || step === steps)
      onProgress({ epoch: step, epochs: steps, loss });
  }
  return weights.map((w, k) => w / (deviation[k] ?? 1));
}

/** Mean of -log P(answer), and its gradient with regard to the weights. */
export function blendLoss(
  lessons: readonly Lesson[],
  weights: ArrayLike<number>,
): { loss: number; gradient: Float32Array } {
  const gradient = new Float64Array(WIDTH);
  let loss = 0;
  for (const { signs: lesson, strangers, each } of lessons) {
    const size = lesson.length / WIDTH;
    const logits = new Float64Array(size);
    logits.fill(Math.log(each), size - strangers);
    for (let i = 0; i < size; i += 1)
      for (let k = 0; k < WIDTH; k += 1)
        logits[i] =
          (logits[i] ?? 0) + (weights[k] ?? 0) * (lesson[i * WIDTH + k] ?? 0);
    const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    const total = logits.reduce((sum, x) => sum + Math.exp(x - top), 0);
    loss += top + Math.log(total) - (logits[0] ?? 0);
    for (let i = 0; i < size; i += 1) {
      const p = Math.exp((logits[i] ?? 0) - top) / total - Number(i === 0);
      for (let k = 0; k < WIDTH; k += 1)
        gradient[k] = (gradient[k] ?? 0) + p * (lesson[i * WIDTH + k] ?? 0);
    }
  }
  const n = lessons.length;
  return {
    loss: loss / n,
    gradient: Float32Array.from(gradient, (g) => g / n),
  };
}

/** `[SIGNS]` root mean square of each kind, 1 where a kind says nothing. */
function deviationsOf(lessons: readonly Lesson[]): Float64Array {
  const squares = new Float64Array(WIDTH);
  let rows = 0;
  for (const { signs: lesson } of lessons) {
    lesson.forEach((x, at) => {
      squares[at % WIDTH] = (squares[at % WIDTH] ?? 0) + x * x;
    });
    rows += lesson.length / WIDTH;
  }
  return squares.map((sum) => Math.sqrt(sum / rows) || 1);
}
