/** TransE and TransH on plain arrays in 64 bits, as the papers write them: what the kernels are tested against. */
import type { StepShape } from "./batches.ts";

export interface PlainTables {
  readonly entities: Float64Array;
  readonly relations: Float64Array;
  readonly normals: Float64Array;
}

export interface PlainShape extends StepShape {
  readonly dimensions: number;
  readonly hyperplane: boolean;
  readonly margin: number;
  readonly temperature: number;
}

/** f(h, r, t): see ./translation-wgsl.ts. */
export function plainDistance(
  { entities, relations, normals }: PlainTables,
  [head, relation, tail]: readonly [number, number, number],
  { dimensions, hyperplane }: PlainShape,
): number {
  const at = (table: Float64Array, row: number): Float64Array =>
    table.subarray(row * dimensions, (row + 1) * dimensions);
  const [h, t] = [at(entities, head), at(entities, tail)];
  const [r, w] = [at(relations, relation), at(normals, relation)];
  const along = (e: Float64Array): number =>
    hyperplane ? e.reduce((sum, x, k) => sum + x * (w[k] ?? 0), 0) : 0;
  const [fromHead, fromTail] = [along(h), along(t)];
  return h.reduce((sum, x, k) => {
    const shift = (fromTail - fromHead) * (w[k] ?? 0);
    return sum + Math.abs(x + (r[k] ?? 0) - (t[k] ?? 0) + shift);
  }, 0);
}

/**
 * Sum of the losses of a batch (Sun et al. 2019, eqs. 5 and 6).
 *
 * @param rows as in `StepBatch`
 * @param shares the softmax over the negatives, `[B, K]`, which the gradient holds fixed; filled in when empty
 */
export function plainLoss(
  tables: PlainTables,
  rows: Uint32Array,
  open: "head" | "tail",
  shape: PlainShape,
  shares: number[][],
): number {
  const { batch, chunk, negatives, margin, temperature } = shape;
  const fresh = shares.length === 0;
  let loss = 0;
  for (let b = 0; b < batch; b += 1) {
    const [known = 0, relation = 0, answer = 0] = [0, 1, 2].map(
      (part) => rows[part * batch + b],
    );
    const distance = (other: number): number =>
      open === "tail"
        ? plainDistance(tables, [known, relation, other], shape)
        : plainDistance(tables, [other, relation, known], shape);
    const first = 3 * batch + Math.floor(b / chunk) * negatives;
    const sampled = [...rows.subarray(first, first + negatives)];
    const apart = sampled.map(distance);
    const raw = sampled.map((other, i) =>
      other === answer ? 0 : Math.exp(-temperature * (apart[i] ?? 0)),
    );
    const total = raw.reduce((sum, x) => sum + x, 0);
    if (fresh) shares.push(raw.map((x) => x / total));
    loss += softplus(distance(answer) - margin);
    apart.forEach((d, i) => {
      loss += (shares[b]?.[i] ?? 0) * softplus(margin - d);
    });
  }
  return loss;
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
