/**
 * What one step of a translation model works on: the triples, the negatives of each chunk, and which gradient row
 * belongs to which vector. Made on the CPU while the GPU is busy with the step before.
 */
import type { Triples } from "../../domain/model.ts";
import type { Random } from "../../domain/random.ts";

/** How many of what a step holds; `batch` is a multiple of `chunk`, and all are multiples of 4. */
export interface StepShape {
  readonly batch: number;
  readonly chunk: number;
  readonly negatives: number;
}

export type Side = "head" | "tail";

export interface StepBatch {
  readonly open: Side;
  /** `[3 B + n]`: known entities, relations, true entities, and the negatives of chunk after chunk. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** As `applyCode` reads them: `[T]`, T touched, T + 1 starts, gradient rows. */
  readonly entities: Uint32Array<ArrayBuffer>;
  readonly relations: Uint32Array<ArrayBuffer>;
  /** The same relations with the rows of their normals (TransH). */
  readonly normals: Uint32Array<ArrayBuffer>;
}

/** n: negatives of all chunks of a step. */
export function negativesOf({ batch, chunk, negatives }: StepShape): number {
  return (batch / chunk) * negatives;
}

/** Gradient rows of a step: q, true entities, negatives, and for TransH known entities and normals. */
export function gradientRows(shape: StepShape, hyperplane: boolean): number {
  return (hyperplane ? 4 : 2) * shape.batch + negativesOf(shape);
}

/** The triples at `order[from ..]`, from the front again where the order ends, so that every step is full. */
export function makeBatch(
  graph: Triples,
  order: Uint32Array,
  from: number,
  open: Side,
  shape: StepShape,
  random: Random,
  hyperplane: boolean,
): StepBatch {
  const { batch } = shape;
  const sampled = negativesOf(shape);
  const rows = new Uint32Array(3 * batch + sampled);
  const [known, missing] =
    open === "tail" ? [graph.head, graph.tail] : [graph.tail, graph.head];
  for (let b = 0; b < batch; b += 1) {
    const triple = order[(from + b) % order.length] ?? 0;
    rows[b] = known[triple] ?? 0;
    rows[batch + b] = graph.relation[triple] ?? 0;
    rows[2 * batch + b] = missing[triple] ?? 0;
  }
  for (let j = 0; j < sampled; j += 1)
    rows[3 * batch + j] = random.integer(graph.entities);
  const relations = rows.subarray(batch, 2 * batch);
  return {
    open,
    rows,
    entities: grouped(
      [
        [rows.subarray(0, batch), hyperplane ? 2 * batch + sampled : 0],
        [rows.subarray(2 * batch), batch],
      ],
      graph.entities,
    ),
    relations: grouped([[relations, 0]], graph.relations),
    normals: grouped([[relations, 3 * batch + sampled]], graph.relations),
  };
}

/**
 * Gradient rows by the vector that they belong to (a counting sort).
 *
 * @param parts ids, and the gradient row of the first of them; the others follow one by one
 */
function grouped(
  parts: readonly (readonly [ids: Uint32Array, firstRow: number])[],
  vectors: number,
): Uint32Array<ArrayBuffer> {
  const counts = new Uint32Array(vectors);
  const touched: number[] = [];
  let total = 0;
  for (const [ids] of parts)
    for (const id of ids) {
      if (counts[id] === 0) touched.push(id);
      counts[id] = (counts[id] ?? 0) + 1;
      total += 1;
    }
  const index = new Uint32Array(2 + 2 * touched.length + total);
  index[0] = touched.length;
  index.set(touched, 1);
  const starts = 1 + touched.length;
  const rows = starts + touched.length + 1;
  touched.forEach((id, n) => {
    index[starts + n + 1] = (index[starts + n] ?? 0) + (counts[id] ?? 0);
    // From here on the place of the vector's next row.
    counts[id] = index[starts + n] ?? 0;
  });
  for (const [ids, firstRow] of parts)
    ids.forEach((id, at) => {
      const place = counts[id] ?? 0;
      index[rows + place] = firstRow + at;
      counts[id] = place + 1;
    });
  return index;
}
