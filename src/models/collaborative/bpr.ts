/** Matrix factorisation for pairwise ranking: score = p_u . q_i (Rendle et al. 2009, arXiv 1205.2618). */
import { add, mul } from "@tensorflow/tfjs-core";
import { gatherRows } from "../../device/kernels/sparse-dense.ts";
import type { FitOptions, Interactions } from "../../domain/model.ts";
import { userRows, type FactorNetwork } from "./factor-model.ts";
import { pairLoss, squares } from "./losses.ts";
import { table } from "./training.ts";

export interface BprSettings {
  /** d, a multiple of 4. */
  readonly dimensions: number;
  readonly decay: number;
}

const START = 0.1;

export function bprNetwork(
  likes: Interactions,
  { dimensions, decay }: BprSettings,
  { random }: FitOptions,
): FactorNetwork {
  const users = table(likes.users, dimensions, START, random);
  const items = table(likes.items, dimensions, START, random);
  return {
    variables: [users, items],
    loss: (batch) => {
      const u = gatherRows(users, batch.users);
      const p = gatherRows(items, batch.positives);
      const n = gatherRows(items, batch.negatives);
      const decayed = mul(squares(batch.users.length, u, p, n), decay);
      return add(pairLoss(u, p, n), decayed);
    },
    refresh: () => Promise.resolve(),
    users: (queries) => userRows(users, queries),
    items,
    dispose: () => {
      users.dispose();
      items.dispose();
    },
  };
}
