/**
 * NeuMF: a generalised factorisation and a small network side by side, one logit from both (He et al. 2017, arXiv
 * 1708.05031, eq. 12), trained by cross-entropy on positives and drawn negatives (eq. 7).
 *
 *   logit = h . (p_u * q_i) + g . relu(C relu(A [p'_u ; q'_i]))
 */
import {
  add,
  mean,
  mul,
  neg,
  relu,
  slice,
  softplus,
  tidy,
  type Scalar,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { rowProducts } from "../../device/kernels/row-products.ts";
import { gatherRows } from "../../device/kernels/sparse-dense.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  Interactions,
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";
import { itemCounts, likesOf } from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";
import { squares } from "./losses.ts";
import {
  table,
  trainNetwork,
  type Batch,
  type Network,
  type TrainingSettings,
} from "./training.ts";

export interface NeuMfSettings extends TrainingSettings {
  /** Of each of the four tables and of the hidden layers, a multiple of 4. */
  readonly dimensions: number;
  readonly decay: number;
}

const START = 0.1;
const POPULARITY_WEIGHT = 1e-6;
/** Below every logit, so that somebody without a history gets what is popular. */
const UNKNOWN = -100;

export class NeuMf implements Recommender {
  readonly name: string;
  readonly #settings: NeuMfSettings;
  #tables: Tables | null = null;
  #counts: Float64Array = new Float64Array(0);

  constructor(name: string, settings: NeuMfSettings) {
    this.name = name;
    this.#settings = settings;
  }

  async fit(data: TrainingData, options: FitOptions): Promise<void> {
    this.dispose();
    const likes = likesOf(data.interactions);
    this.#counts = itemCounts(likes);
    const tables = tablesOf(likes, this.#settings.dimensions, options.random);
    this.#tables = tables;
    const { decay } = this.#settings;
    const network: Network = {
      variables: Object.values(tables),
      loss: (batch) => lossOf(tables, batch, decay),
      refresh: () => Promise.resolve(),
    };
    await trainNetwork(network, likes, this.#settings, options);
  }

  async score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const tables = this.#tables;
    if (tables === null) throw new PalateError("bad-input", "Fit comes first.");
    const n = this.#counts.length;
    const scores = new Float32Array(queries.length * n);
    for (const [i, { user, history }] of queries.entries()) {
      const own = scores.subarray(i * n, (i + 1) * n);
      if (history.length === 0) {
        own.set(
          this.#counts.map((count) => UNKNOWN + POPULARITY_WEIGHT * count),
        );
        continue;
      }
      const logits = tidy(() => allLogits(tables, user));
      own.set(await logits.data());
      logits.dispose();
    }
    return scores;
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    for (const each of Object.values(this.#tables ?? {})) each.dispose();
    this.#tables = null;
  }
}

type Tables = ReturnType<typeof tablesOf>;

function tablesOf(likes: Interactions, d: number, random: Random) {
  // He et al. 2015: variance 2 / inputs before a rectifier.
  const wide = Math.sqrt(2 / (2 * d));
  return {
    p: table(likes.users, d, START, random),
    q: table(likes.items, d, START, random),
    deepP: table(likes.users, d, START, random),
    deepQ: table(likes.items, d, START, random),
    /** `[out, in]`: each half of A, and C. */
    userHalf: table(d, d, wide, random),
    itemHalf: table(d, d, wide, random),
    second: table(d, d, Math.SQRT2 / Math.sqrt(d), random),
    wide: table(1, d, 1, random),
    deep: table(1, d, START, random),
  };
}

/** `[B, 1]`; rows of users and items belong together, or there is one user for all items. */
function logitsOf(
  { userHalf, itemHalf, second, wide, deep }: Tables,
  [p, q, deepP, deepQ]: readonly [Tensor2D, Tensor2D, Tensor2D, Tensor2D],
): Tensor2D {
  const first: Tensor2D = relu(
    add(rowProducts(deepP, userHalf), rowProducts(deepQ, itemHalf)),
  );
  const hidden: Tensor2D = relu(rowProducts(first, second));
  return add(rowProducts(mul(p, q), wide), rowProducts(hidden, deep));
}

function allLogits(tables: Tables, user: number): Tensor2D {
  const one = (rows: Tensor2D): Tensor2D =>
    slice(rows, [user, 0], [1, rows.shape[1]]);
  return logitsOf(tables, [
    one(tables.p),
    tables.q,
    one(tables.deepP),
    tables.deepQ,
  ]);
}

function lossOf(tables: Tables, batch: Batch, decay: number): Scalar {
  const p = gatherRows(tables.p, batch.users);
  const deepP = gatherRows(tables.deepP, batch.users);
  const side = (items: Int32Array) => {
    const q = gatherRows(tables.q, items);
    const deepQ = gatherRows(tables.deepQ, items);
    return { q, logits: logitsOf(tables, [p, q, deepP, deepQ]) };
  };
  const likes = side(batch.positives);
  const others = side(batch.negatives);
  // -ln sigmoid(x) = softplus(-x), -ln(1 - sigmoid(x)) = softplus(x)
  const entropy: Scalar = add(
    mean(softplus(neg(likes.logits))),
    mean(softplus(others.logits)),
  );
  const decayed = squares(batch.users.length, p, likes.q, others.q);
  return add(entropy, mul(decayed, decay));
}
