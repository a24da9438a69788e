/**
 * EASE: the best linear item-item model without self-weights, in closed form (Steck 2019, arXiv 1905.03375, eq. 8):
 *
 *   P = (X^T X + l I)^-1,   B_ij = -P_ij / P_jj,   B_jj = 0,   score = x B
 *
 * By Woodbury's identity l P = I - X^T M X with M = (X X^T + l I)^-1 `[U, U]`, so the smaller of users and items
 * bounds the work, and `[N, N]` is never stored when there are fewer users.
 */
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
  transposedRows,
  userItems,
} from "../../math/interactions.ts";
import { inverse } from "../../math/inverse.ts";
import { rankByScores } from "../../math/rows.ts";
import type { SparseRows } from "../../math/sparse.ts";

export interface EaseSettings {
  /** lambda */
  readonly ridge: number;
}

/** Users or items, whichever are fewer: n^3 multiplications, and n^2 doubles. */
const MOST = 4000;
/** Of the inversion's n^3, on a slow core; the inversion cannot be interrupted. */
const MS_A_STEP = 3e-6;
const POPULARITY_WEIGHT = 1e-6;

export class Ease implements Recommender {
  readonly name: string;
  readonly #ridge: number;
  #fitted: Fitted | null = null;

  constructor(name: string, { ridge }: EaseSettings) {
    this.name = name;
    this.#ridge = ridge;
  }

  fit(data: TrainingData, { budget }: FitOptions): Promise<void> {
    const likes = likesOf(data.interactions);
    const order = Math.min(likes.users, likes.items);
    if (order > MOST || order ** 3 * MS_A_STEP > budget)
      throw new PalateError(
        "bad-input",
        `EASE would invert a matrix of ${order} rows here, which takes too long.`,
        "Use graph-filter, which takes large catalogues.",
      );
    const x = userItems(likes);
    const counts = itemCounts(likes);
    const small = x.rows <= x.columns;
    this.#fitted = (small ? fitByUsers : fitByItems)(x, this.#ridge, counts);
    return Promise.resolve();
  }

  score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const fitted = this.#fitted;
    if (fitted === null) throw new PalateError("bad-input", "Fit comes first.");
    const n = fitted.fallback.length;
    const scores = new Float32Array(queries.length * n);
    queries.forEach(({ history }, i) => {
      const own = scores.subarray(i * n, (i + 1) * n);
      const known = [...new Set(history)];
      const product = fitted.timesP(known);
      for (let j = 0; j < n; j += 1)
        own[j] =
          (fitted.fallback[j] as number) -
          (product[j] as number) / (fitted.diagonal[j] as number);
      for (const j of known) own[j] = (own[j] ?? 0) + 1;
    });
    return Promise.resolve(scores);
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#fitted = null;
  }
}

interface Fitted {
  /** `[N]` diagonal of P. */
  readonly diagonal: Float64Array;
  /** `[N]` popularity, far below every weight. */
  readonly fallback: Float64Array;
  /** `[N]` x P for the history x. */
  timesP(history: readonly number[]): Float64Array;
}

function fallbackOf(counts: Float64Array): Float64Array {
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return counts.map((count) => (POPULARITY_WEIGHT * count) / most);
}

/** `X X^T + l I` `[rows, rows]`. */
function gram(x: SparseRows, ridge: number): Float64Array {
  const flipped = transposedRows(x);
  const n = x.rows;
  const out = new Float64Array(n * n);
  for (let j = 0; j < flipped.rows; j += 1) {
    const own = flipped.indices.subarray(
      flipped.offsets[j],
      flipped.offsets[j + 1],
    );
    for (const a of own)
      for (const b of own) out[a * n + b] = (out[a * n + b] as number) + 1;
  }
  for (let i = 0; i < n; i += 1) out[i * n + i] = (out[i * n + i] ?? 0) + ridge;
  return out;
}

function fitByItems(
  x: SparseRows,
  ridge: number,
  counts: Float64Array,
): Fitted {
  const n = x.columns;
  const p = inverse(gram(transposedRows(x), ridge), n);
  return {
    diagonal: Float64Array.from({ length: n }, (_, j) => p[j * n + j] ?? 1),
    fallback: fallbackOf(counts),
    timesP: (history) => {
      const sum = new Float64Array(n);
      for (const i of history)
        for (let j = 0; j < n; j += 1)
          sum[j] = (sum[j] as number) + (p[i * n + j] as number);
      return sum;
    },
  };
}

function fitByUsers(
  x: SparseRows,
  ridge: number,
  counts: Float64Array,
): Fitted {
  const users = x.rows;
  const m = inverse(gram(x, ridge), users);
  const flipped = transposedRows(x);
  const usersOf = (j: number): Int32Array =>
    flipped.indices.subarray(flipped.offsets[j], flipped.offsets[j + 1]);
  const diagonal = Float64Array.from({ length: x.columns }, (_, j) => {
    const own = usersOf(j);
    let sum = 0;
    for (const a of own) for (const b of own) sum += m[a * users + b] as number;
    return (1 - sum) / ridge;
  });
  return {
    diagonal,
    fallback: fallbackOf(counts),
    timesP: (history) => {
      const reached = new Float64Array(users);
      for (const item of history)
        for (const a of usersOf(item))
          for (let b = 0; b < users; b += 1)
            reached[b] = (reached[b] as number) + (m[a * users + b] as number);
      const sum = new Float64Array(x.columns);
      for (const item of history) sum[item] = 1 / ridge;
      for (let b = 0; b < users; b += 1) {
        const share = (reached[b] as number) / ridge;
        for (let k = x.offsets[b] ?? 0; k < (x.offsets[b + 1] ?? 0); k += 1) {
          const j = x.indices[k] as number;
          sum[j] = (sum[j] as number) - share;
        }
      }
      return sum;
    },
  };
}
