/** `rank` for every model that can `score`: the best rows that are not left out. */
import type { Model } from "../domain/model.ts";
import { topK } from "./topk.ts";

export function rankByScores<Query>(
  model: Pick<Model<Query>, "score">,
): Model<Query>["rank"] {
  return async (queries, count, exclude) => {
    const scores = await model.score(queries);
    const n = scores.length / Math.max(1, queries.length);
    return queries.map((query, i) => {
      const left = new Set(exclude(query));
      const own = scores.subarray(i * n, (i + 1) * n);
      const open = Array.from(own.keys()).filter((row) => !left.has(row));
      return topK(own, count, open);
    });
  };
}
