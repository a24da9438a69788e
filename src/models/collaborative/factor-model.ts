/** What models with a vector a user and a vector an item share: fitting, scoring by products, and who is unknown. */
import {
  concat2d,
  gather,
  tensor1d,
  tidy,
  zeros,
  type Rank,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { rowProducts } from "../../device/kernels/row-products.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  FitOptions,
  Interactions,
  Recommender,
  TrainingData,
  UserQuery,
} from "../../domain/model.ts";
import { itemCounts, likesOf } from "../../math/interactions.ts";
import { rankByScores } from "../../math/rows.ts";
import {
  trainNetwork,
  type Network,
  type TrainingSettings,
} from "./training.ts";

export interface FactorNetwork extends Network {
  /** `[B, d]`, the caller's to dispose of. */
  users(queries: readonly UserQuery[]): Tensor2D;
  /** `[N, d]` as of the last `refresh`; the network's own. */
  readonly items: Tensor2D;
  dispose(): void;
}

/** Far below every score: popularity where a user has no history. */
const POPULARITY_WEIGHT = 1e-6;

export class FactorModel implements Recommender {
  readonly name: string;
  readonly #settings: TrainingSettings;
  readonly #build: (
    likes: Interactions,
    data: TrainingData,
    options: FitOptions,
  ) => FactorNetwork;
  #network: FactorNetwork | null = null;
  #counts: Float64Array = new Float64Array(0);

  constructor(
    name: string,
    settings: TrainingSettings,
    build: (
      likes: Interactions,
      data: TrainingData,
      options: FitOptions,
    ) => FactorNetwork,
  ) {
    this.name = name;
    this.#settings = settings;
    this.#build = build;
  }

  async fit(data: TrainingData, options: FitOptions): Promise<void> {
    this.dispose();
    const likes = likesOf(data.interactions);
    this.#counts = itemCounts(likes);
    this.#network = this.#build(likes, data, options);
    await trainNetwork(this.#network, likes, this.#settings, options);
  }

  async score(queries: readonly UserQuery[]): Promise<Float32Array> {
    const network = this.#network;
    if (network === null)
      throw new PalateError("bad-input", "Fit comes first.");
    const product = tidy(() =>
      rowProducts(network.users(queries), network.items),
    );
    const scores = Float32Array.from(await product.data());
    product.dispose();
    const n = this.#counts.length;
    queries.forEach(({ history }, i) => {
      if (history.length > 0) return;
      for (let j = 0; j < n; j += 1)
        scores[i * n + j] = POPULARITY_WEIGHT * (this.#counts[j] ?? 0);
    });
    return scores;
  }

  readonly rank = rankByScores(this);

  dispose(): void {
    this.#network?.dispose();
    this.#network = null;
  }
}

/** Rows of users; a user outside the table gets zeros. */
export function userRows(
  table: Tensor2D,
  queries: readonly UserQuery[],
): Tensor2D {
  return tidy(() => {
    const [rows, width] = table.shape;
    const open = concat2d([table, zeros<Rank.R2>([1, width])], 0);
    const wanted = Int32Array.from(queries, ({ user }) => Math.min(user, rows));
    return gather(open, tensor1d(wanted, "int32"));
  });
}
