/** Texts to unit vectors `[n, 512]`. */
import { TEXT_BATCH } from "../../config/encoders.ts";
import type { Rows, Run, Tokenize } from "./run.ts";

export const TEXT_SIZE = 512;
/** The network drops tokens after this one. */
const MAX_TOKENS = 128;

/** An item's words, in the one form that the catalogue and the tab both encode. */
export function itemWords(item: {
  readonly title: string;
  readonly text: string;
}): string {
  return `${item.title}. ${item.text}`;
}

/** Encodes texts of like length together, because a batch is padded to its longest. */
export async function encodeTexts(
  texts: readonly string[],
  tokenize: Tokenize,
  run: Run,
): Promise<Rows> {
  const tokens = tokenize(texts).map((ids) => ids.slice(0, MAX_TOKENS));
  const order = [...tokens.keys()].sort(
    (a, b) => (tokens[a]?.length ?? 0) - (tokens[b]?.length ?? 0) || a - b,
  );
  const data = new Float32Array(texts.length * TEXT_SIZE);
  for (let from = 0; from < order.length; from += TEXT_BATCH) {
    const batch = order.slice(from, from + TEXT_BATCH);
    const vectors = await run(feedsOf(batch.map((row) => tokens[row] ?? [])));
    batch.forEach((row, i) => {
      const vector = vectors.subarray(i * TEXT_SIZE, (i + 1) * TEXT_SIZE);
      data.set(vector, row * TEXT_SIZE);
    });
  }
  return { data, count: texts.length, size: TEXT_SIZE };
}

function feedsOf(batch: readonly (readonly number[])[]): Parameters<Run>[0] {
  const width = Math.max(...batch.map((ids) => ids.length));
  const dims = [batch.length, width];
  const ids = new BigInt64Array(batch.length * width);
  const mask = new BigInt64Array(batch.length * width);
  batch.forEach((row, i) =>
    row.forEach((id, j) => {
      ids[i * width + j] = BigInt(id);
      mask[i * width + j] = 1n;
    }),
  );
  return {
    input_ids: { type: "int64", data: ids, dims },
    attention_mask: { type: "int64", data: mask, dims },
  };
}
