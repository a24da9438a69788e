/**
 * The loop that every model of this folder is trained by: shuffled positives, drawn negatives, Adam on TensorFlow.js'
 * gradients, and a stop when validation rows say so. What a model is, is its `Network`.
 */
import {
  tensor2d,
  train,
  variable,
  type Rank,
  type Scalar,
  type Tensor,
  type Variable,
} from "@tensorflow/tfjs-core";
import { monotonic, since } from "../../device/clock.ts";
import { PalateError } from "../../domain/errors.ts";
import type { FitOptions, Interactions } from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";

export interface Batch {
  /** `[B]` each */
  readonly users: Int32Array;
  readonly positives: Int32Array;
  readonly negatives: Int32Array;
}

export interface Network {
  readonly variables: readonly Variable[];
  loss(batch: Batch): Scalar;
  /** Brings what `score` reads up to date with the variables. */
  refresh(): Promise<void>;
}

export interface TrainingSettings {
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** Epochs between looks at validation. */
  readonly validateEvery: number;
  /** Looks without a gain after which training ends. */
  readonly patience: number;
}

/** Ends with the variables of the best look at validation, where there were looks; else with the last ones. */
export async function trainNetwork(
  network: Network,
  likes: Interactions,
  settings: TrainingSettings,
  options: FitOptions,
): Promise<void> {
  const started = monotonic();
  const late = (): boolean => since(started) > options.budget;
  const optimiser = train.adam(settings.learningRate);
  const best = new Best(network.variables);
  const known = seenBy(likes);
  try {
    for (let epoch = 1; epoch <= settings.epochs; epoch += 1) {
      const loss = await epochOf(
        network,
        likes,
        known,
        settings,
        options,
        late,
        (f) => optimiser.minimize(f, true, [...network.variables]),
      );
      const ended = epoch === settings.epochs || late();
      const looks = ended || epoch % settings.validateEvery === 0;
      if (options.validate === undefined || !looks) {
        options.onProgress({ epoch, epochs: settings.epochs, loss });
      } else {
        await network.refresh();
        const validation = await options.validate();
        options.onProgress({
          epoch,
          epochs: settings.epochs,
          loss,
          validation,
        });
        best.take(validation);
      }
      if (ended || best.looksSince > settings.patience) break;
    }
    best.restore();
    await network.refresh();
  } finally {
    optimiser.dispose();
  }
}

/** Steps between two turns of the event loop. */
const BREATH = 8;

type Minimise = (loss: () => Scalar) => Scalar | null;

/** Mean loss. */
async function epochOf(
  network: Network,
  likes: Interactions,
  known: readonly ReadonlySet<number>[],
  settings: TrainingSettings,
  { random, signal }: FitOptions,
  late: () => boolean,
  minimise: Minimise,
): Promise<number> {
  const order = random.shuffle(likes.user.keys());
  const losses: Tensor[] = [];
  for (let from = 0; from < order.length; from += settings.batch) {
    if (signal.aborted)
      throw new PalateError("cancelled", "The fit was ended.");
    const rows = order.slice(from, from + settings.batch);
    const batch = batchOf(rows, likes, known, random);
    const loss = minimise(() => network.loss(batch));
    if (loss === null) continue;
    losses.push(loss);
    // A turn for the event loop, and no longer queue than the device can hold.
    if (losses.length % BREATH !== 0) continue;
    await loss.data();
    if (late()) break;
  }
  let sum = 0;
  for (const loss of losses) {
    sum += (await loss.data())[0] ?? 0;
    loss.dispose();
  }
  const mean = sum / Math.max(1, losses.length);
  if (!Number.isFinite(mean))
    throw new PalateError(
      "unexpected",
      "Training ran away: the loss is no number any more.",
      "Use a smaller learning rate.",
    );
  return mean;
}

function batchOf(
  rows: readonly number[],
  likes: Interactions,
  known: readonly ReadonlySet<number>[],
  random: Random,
): Batch {
  const users = Int32Array.from(rows, (row) => likes.user[row] ?? 0);
  return {
    users,
    positives: Int32Array.from(rows, (row) => likes.item[row] ?? 0),
    negatives: users.map((user) => unseen(known[user], likes.items, random)),
  };
}

/** Draws before one that was seen is taken after all: a user may have seen everything. */
const TRIES = 20;

function unseen(
  seen: ReadonlySet<number> | undefined,
  items: number,
  random: Random,
): number {
  let item = random.integer(items);
  for (let tries = 0; tries < TRIES && seen?.has(item); tries += 1)
    item = random.integer(items);
  return item;
}

function seenBy(likes: Interactions): Set<number>[] {
  const sets = Array.from({ length: likes.users }, () => new Set<number>());
  likes.user.forEach((user, row) => sets[user]?.add(likes.item[row] ?? 0));
  return sets;
}

/** The variables as they were at the best look. */
class Best {
  readonly #variables: readonly Variable[];
  #value = -Infinity;
  #copies: Tensor[] = [];
  looksSince = 0;

  constructor(variables: readonly Variable[]) {
    this.#variables = variables;
  }

  take(value: number): void {
    this.looksSince += 1;
    if (value > this.#value) {
      this.#drop();
      this.#value = value;
      // A clone keeps the data that it was made from: `assign` gives a variable new data.
      this.#copies = this.#variables.map((each) => each.clone());
      this.looksSince = 0;
    }
  }

  restore(): void {
    this.#copies.forEach((copy, i) => {
      this.#variables[i]?.assign(copy);
    });
    this.#copies = [];
  }

  #drop(): void {
    for (const copy of this.#copies) copy.dispose();
    this.#copies = [];
  }
}

/** Small normal numbers `[rows, columns]`. */
export function table(
  rows: number,
  columns: number,
  scale: number,
  random: Random,
): Variable<Rank.R2> {
  const values = new Float32Array(rows * columns);
  for (let i = 0; i < values.length; i += 1)
    values[i] = scale * random.normal();
  const initial = tensor2d(values, [rows, columns]);
  const made: Variable<Rank.R2> = variable(initial);
  initial.dispose();
  return made;
}
