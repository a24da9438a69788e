/**
 * Fine-tuned factorisation: what encoders and catalogues say of an item is mapped to latent factors, and learned
 * together with factors of its own; users are what they took plus a vector of their own; scores are cosines.
 *
 *   v_i = C_i W + e_i          C_i: attributes and encoder outputs, some dropped while training
 *   u   = h + e_u,             h: mean of e of the history, some of it left out while training (augmentation)
 *   loss = softmax cross-entropy of cos(u, v) / t over the positives of the batch, + L2 and L1
 *
 * The positive itself is never part of h, so remembering it earns nothing. Cosine and in-batch softmax: Wu et al.
 * 2022, "On the effectiveness of sampled softmax loss for item recommendation", arXiv 2201.02327, eq. 4.
 */
import {
  abs,
  add,
  div,
  dropout,
  keep,
  logSumExp,
  mean,
  mul,
  sqrt,
  sub,
  sum,
  tidy,
  type Scalar,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { rowProducts } from "../../device/kernels/row-products.ts";
import {
  gatherRows,
  sparseDense,
  sparseTensor,
  type SparseTensor,
} from "../../device/kernels/sparse-dense.ts";
import type {
  FitOptions,
  Interactions,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";
import { histories, ones, transposedRows } from "../../math/interactions.ts";
import type { SparseRows } from "../../math/sparse.ts";
import { contentRows } from "./content.ts";
import { userRows, type FactorNetwork } from "./factor-model.ts";
import { squares } from "./losses.ts";
import { table, type Batch } from "./training.ts";

export interface ContentFactorSettings {
  /** d, a multiple of 4. */
  readonly dimensions: number;
  /** t */
  readonly temperature: number;
  readonly decay: number;
  /** L1 on the map W: attributes that say nothing are switched off. */
  readonly sparsity: number;
  readonly dropout: number;
  /** Share of the history left out of h in a step. */
  readonly forget: number;
  /** Items of the history that make h, the newest ones. */
  readonly memory: number;
}

const START = 0.1;
const TINY = 1e-8;

export function contentFactorNetwork(
  likes: Interactions,
  data: TrainingData,
  settings: ContentFactorSettings,
  { random }: FitOptions,
): FactorNetwork {
  const { dimensions, temperature, decay } = settings;
  const content = contentRows(data);
  const known = sparseTensor(content);
  const flipped = sparseTensor(transposedRows(content));
  const users = table(likes.users, dimensions, START, random);
  const own = table(likes.items, dimensions, START, random);
  const map = table(content.columns, dimensions, START, random);
  const lists = histories(likes);
  const vectors = (rate: number): Tensor2D => {
    const said = sparseDense(known, map, flipped);
    return add(
      own,
      rate > 0 ? dropout(said, rate, undefined, random.integer(2 ** 31)) : said,
    );
  };
  let ready: { items: Tensor2D; raw: Tensor2D } | null = null;
  const drop = (): void => {
    ready?.items.dispose();
    ready?.raw.dispose();
    ready = null;
  };
  let pieces: Pieces | null = null;
  const loss = (batch: Batch): Scalar => {
    const all = vectors(settings.dropout);
    pieces?.dispose();
    pieces = batchHistories(batch, lists, settings, likes.items, random);
    const history = sparseDense(pieces.m, all, pieces.flipped);
    const e = gatherRows(users, batch.users);
    const asked = unit(add(history, e));
    const targets = unit(gatherRows(all, batch.positives));
    const logits = div(rowProducts(asked, targets), temperature);
    const right = div(sum(mul(asked, targets), 1), temperature);
    const entropy: Scalar = mean(sub(logSumExp(logits, 1), right));
    const free = gatherRows(own, batch.positives);
    const l2 = mul(squares(batch.users.length, e, free), decay);
    const l1 = mul(mean(abs(map)), settings.sparsity);
    return add(add(entropy, l2), l1);
  };
  return {
    variables: [users, own, map],
    loss,
    refresh: () => {
      drop();
      const [raw, items] = tidy(() => {
        const all = vectors(0);
        return [all, unit(all)] as [Tensor2D, Tensor2D];
      });
      ready = { raw, items };
      return Promise.resolve();
    },
    users: (queries) =>
      tidy(() => {
        if (ready === null) throw new RangeError("refresh comes first");
        const m = sparseTensor(
          averages(queries.map(recent(settings.memory)), likes.items),
        );
        return unit(add(sparseDense(m, ready.raw), userRows(users, queries)));
      }),
    get items() {
      if (ready === null) throw new RangeError("refresh comes first");
      return ready.items;
    },
    dispose: () => {
      drop();
      pieces?.dispose();
      for (const each of [known, flipped, users, own, map]) each.dispose();
    },
  };
}

const recent =
  (memory: number) =>
  ({ history }: UserQuery): readonly number[] =>
    history.slice(-memory);

/** Rows of length 1. */
function unit(x: Tensor2D): Tensor2D {
  return div(x, sqrt(add(sum(mul(x, x), 1, true), TINY)));
}

/** The histories of a batch as a matrix, and its transpose. */
interface Pieces {
  readonly m: SparseTensor;
  readonly flipped: SparseTensor;
  dispose(): void;
}

function batchHistories(
  batch: Batch,
  lists: readonly (readonly number[])[],
  { forget, memory }: ContentFactorSettings,
  items: number,
  random: Random,
): Pieces {
  const left = Array.from(batch.users, (user, i) =>
    (lists[user] ?? [])
      .filter((item) => item !== batch.positives[i])
      .slice(-memory)
      .filter(() => random.uniform() >= forget),
  );
  const rows = averages(left, items);
  // The gradient reads them after the tidy of the forward pass has ended.
  const both = {
    m: kept(sparseTensor(rows)),
    flipped: kept(sparseTensor(transposedRows(rows))),
  };
  return {
    ...both,
    dispose: () => {
      both.m.dispose();
      both.flipped.dispose();
    },
  };
}

function kept(m: SparseTensor): SparseTensor {
  for (const each of [m.offsets, m.indices, m.values]) keep(each);
  return m;
}

/** `[B, N]` each row the mean over a list. */
function averages(
  lists: readonly (readonly number[])[],
  items: number,
): SparseRows {
  const rows = ones(lists, items);
  const values = new Float32Array(rows.values.length);
  for (let i = 0; i < rows.rows; i += 1) {
    const [from, to] = [rows.offsets[i] ?? 0, rows.offsets[i + 1] ?? 0];
    values.fill(1 / Math.max(1, to - from), from, to);
  }
  return { ...rows, values };
}
