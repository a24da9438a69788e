/**
 * A training-free filter of the interaction graph: what neighbours of neighbours took (linear), and what is left of
 * the history after an ideal low-pass (Shen et al. 2021, GF-CF, arXiv 2108.07567, eq. 14), with exponents of their own:
 *
 *   s_u = r_u D^-1/2 (R^T Du^-1 R) D^-p  +  a r_u D^-1/2 V V^T D^y
 *
 * D, Du: degrees of items and users. V: leading right singular subspace of Du^-1/2 R D^-1/2. It sees a history, not a
 * user, so a new history needs no new fit.
 */
import { tidy, type Tensor2D } from "@tensorflow/tfjs-core";
import { monotonic, since } from "../../device/clock.ts";
import { rowProducts } from "../../device/kernels/row-products.ts";
import {
  sparseDense,
  sparseTensor,
} from "../../device/kernels/sparse-dense.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import {
  itemCounts,
  likesOf,
  ones,
  transposedRows,
  userItems,
} from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";
import type { SparseRows } from "../../math/sparse.ts";
import { leadingSubspace } from "./subspace.ts";

export interface GraphFilterSettings {
  /** Columns of V. */
  readonly rank: number;
  readonly passes: number;
  /** p */
  readonly linearPower: number;
  /** y */
  readonly lowPower: number;
  /** a */
  readonly lowWeight: number;
}

interface Fitted {
  readonly users: SparseRows;
  /** The same by item. */
  readonly takers: SparseRows;
  readonly basis: Tensor2D;
  /** `[N]` D^-1/2, D^-p and a D^y; 0 for an item that nobody took. */
  readonly before: Float32Array;
  readonly linear: Float32Array;
  readonly low: Float32Array;
  /** `[N]` decides only where the history says nothing. */
  readonly fallback: Float32Array;
  /** `[U]` Du^-1 */
  readonly perUser: Float32Array;
}

const POPULARITY_WEIGHT = 1e-6;
/** A subspace as wide as the matrix filters nothing out. */
const WIDEST_SHARE = 0.25;

export class GraphFilter implements Recommender {
  readonly name: string;
  readonly #settings: GraphFilterSettings;
  #fitted: Fitted | null = null;

  constructor(name: string, settings: GraphFilterSettings) {
    this.name = name;
    this.#settings = settings;
  }

  async fit(data: TrainingData, options: FitOptions): Promise<void> {
    this.dispose();
    const started = monotonic();
    const { passes, linearPower, lowPower, lowWeight } = this.#settings;
    const likes = likesOf(data.interactions);
    const users = userItems(likes);
    const takers = transposedRows(users);
    const degrees = degreesOf(takers);
    const perUser = degreesOf(users).map((degree) => degree && 1 / degree);
    const scaled = (power: number, weight = 1): Float32Array =>
      degrees.map((degree) => degree && weight * degree ** power);
    const before = scaled(-0.5);
    const basis = await leadingSubspace(normalised(users, perUser, before), {
      passes,
      rank: this.#rank(users),
      random: options.random,
      onPass: (pass) => {
        if (options.signal.aborted)
          throw new PalateError("cancelled", "The fit was ended.");
        options.onProgress({ epoch: pass, epochs: passes, loss: 0 });
        // A blurred subspace is worth more than none.
        return (since(started) * (pass + 1)) / pass < options.budget;
      },
    });
    const counts = itemCounts(likes);
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    this.#fitted = {
      users,
      takers,
      basis,
      before,
      perUser,
      linear: scaled(-linearPower),
      low: scaled(lowPower, lowWeight),
      fallback: Float32Array.from(
        counts,
        (count) => (POPULARITY_WEIGHT * count) / most,
      ),
    };
  }

  #rank({ rows, columns }: SparseRows): number {
    const most = WIDEST_SHARE * Math.min(rows, columns);
    return Math.max(4, 4 * Math.floor(Math.min(this.#settings.rank, most) / 4));
  }

  async score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const fitted = this.#fitted;
    if (fitted === null) throw new PalateError("bad-input", "Fit comes first.");
    const lists = queries.map(({ history }) => [...new Set(history)]);
    const low = lowPass(fitted, lists);
    // The GPU works on its part meanwhile.
    const scores = linearPart(fitted, lists);
    const passed = await low.data();
    low.dispose();
    const n = fitted.low.length;
    for (let i = 0; i < scores.length; i += 1) {
      const j = i % n;
      scores[i] =
        (scores[i] as number) +
        (fitted.low[j] as number) * (passed[i] as number);
    }
    return scores;
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#fitted?.basis.dispose();
    this.#fitted = null;
  }
}

function degreesOf({ rows, offsets }: SparseRows): Float32Array {
  return Float32Array.from(
    { length: rows },
    (_, i) => (offsets[i + 1] ?? 0) - (offsets[i] ?? 0),
  );
}

/** Du^-1/2 R D^-1/2 */
function normalised(
  r: SparseRows,
  perUser: Float32Array,
  perItem: Float32Array,
): SparseRows {
  const values = new Float32Array(r.indices.length);
  for (let u = 0; u < r.rows; u += 1) {
    const own = Math.sqrt(perUser[u] ?? 0);
    for (let k = r.offsets[u] ?? 0; k < (r.offsets[u + 1] ?? 0); k += 1)
      values[k] = own * (perItem[r.indices[k] ?? 0] ?? 0);
  }
  return { ...r, values };
}

/** `[B, N]` r_u D^-1/2 V V^T */
function lowPass(
  { before, basis }: Fitted,
  lists: readonly (readonly number[])[],
): Tensor2D {
  const chosen = ones(lists, before.length);
  const weighted = {
    ...chosen,
    values: Float32Array.from(chosen.indices, (item) => before[item] ?? 0),
  };
  return tidy(() =>
    rowProducts(sparseDense(sparseTensor(weighted), basis), basis),
  );
}

/** `[B, N]` two sparse products a query, over what its history touches and no more. */
function linearPart(
  { users, takers, before, linear, fallback, perUser }: Fitted,
  lists: readonly (readonly number[])[],
): Float32Array {
  const n = linear.length;
  const scores = new Float32Array(lists.length * n);
  const reached = new Float32Array(users.rows);
  lists.forEach((list, i) => {
    const own = scores.subarray(i * n, (i + 1) * n);
    const touched: number[] = [];
    for (const item of list) {
      const weight = before[item] as number;
      const end = takers.offsets[item + 1] as number;
      for (let k = takers.offsets[item] as number; k < end; k += 1) {
        const user = takers.indices[k] as number;
        if (reached[user] === 0) touched.push(user);
        reached[user] = (reached[user] as number) + weight;
      }
    }
    for (const user of touched) {
      const weight = (reached[user] as number) * (perUser[user] as number);
      reached[user] = 0;
      const end = users.offsets[user + 1] as number;
      for (let k = users.offsets[user] as number; k < end; k += 1) {
        const item = users.indices[k] as number;
        own[item] = (own[item] as number) + weight;
      }
    }
    for (let j = 0; j < n; j += 1)
      own[j] =
        (own[j] as number) * (linear[j] as number) + (fallback[j] as number);
  });
  return scores;
}
