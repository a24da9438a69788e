/**
 * The best K of a large catalogue: eight-bit rows on the GPU, scored and reduced there to a few candidates
 * (./top-k-wgsl.ts), which alone come back and are scored again here, exactly, with the vectors as they are. Equal
 * scores keep the smaller row first. What does not fit into one binding is cut into chunks.
 */
import { SCORING } from "../../config/scoring.ts";
import type { Compute, Dispatch } from "../../device/compute.ts";
import { groupsOf } from "../../device/wgsl.ts";
import { matrix, rowDot, type Matrix } from "../../math/dense.ts";
import { quantiseRows, type QuantisedRows } from "../../math/quantise.ts";
import { topK } from "../../math/topk.ts";
import { GATHER, scoreCode, SELECT, TILE } from "./top-k-wgsl.ts";

export interface Best {
  /** Best first. */
  readonly rows: readonly number[];
  readonly scores: readonly number[];
}

/** The owner calls `dispose`. */
export interface TopKIndex {
  /** The `count` rows with the largest `query . row`. */
  search(query: Float32Array, count: number): Promise<Best>;
  /** Bytes on the GPU. */
  readonly bytes: number;
  dispose(): void;
}

export interface TopKOptions {
  readonly bindingBytes?: number;
  /** Whether the shader language knows products of packed bytes. */
  readonly packed?: boolean;
}

interface Chunk {
  readonly shape: GPUBuffer;
  readonly vectors: GPUBuffer;
  readonly workgroups: number;
}

const WORD_BYTES = 4;
const QUAD_BYTES = 16;
/** Threshold and count before the rows. */
const HEADER = 2;

/** @param exact `[N, D]`; stays the caller's, and is what the answer's scores are computed from */
export async function createTopK(
  compute: Compute,
  exact: Matrix,
  options: TopKOptions = {},
): Promise<TopKIndex> {
  const { bindingBytes = SCORING.bindingBytes } = options;
  const [score, select, gather] = await Promise.all([
    compute.pipeline(scoreCode(options.packed ?? compute.packedDots)),
    compute.pipeline(SELECT),
    compute.pipeline(GATHER),
  ]);
  const { rows, columns } = exact;
  const quads = Math.max(1, Math.ceil(columns / QUAD_BYTES));
  const quantised = quantiseRows(exact);
  const chunks = uploadChunks(compute, quantised, quads, bindingBytes);
  const groups =
    chunks.reduce((sum, chunk) => sum + chunk.workgroups, 0) * TILE;
  const { candidates } = SCORING;
  const scales = compute.upload(quantised.scale);
  const asked = compute.empty(QUAD_BYTES * quads);
  const keys = compute.empty(WORD_BYTES * rows);
  const best = compute.empty(WORD_BYTES * groups);
  const found = compute.empty(WORD_BYTES * (HEADER + candidates));
  const held = [scales, asked, keys, best, found].concat(
    ...chunks.map(({ shape, vectors }) => [shape, vectors]),
  );
  const scoring = chunks.map(({ shape, vectors, workgroups }): Dispatch => {
    const bound = [shape, vectors, scales, asked, keys, best];
    const group = compute.bind(score, bound);
    return { pipeline: score, group, count: workgroups };
  });
  const gathering = chunks.map(({ shape, workgroups }): Dispatch => {
    const group = compute.bind(gather, [shape, keys, best, found]);
    const count = groupsOf(workgroups * TILE);
    return { pipeline: gather, group, count };
  });

  return {
    async search(query, count) {
      if (rows === 0 || count === 0) return { rows: [], scores: [] };
      compute.write(asked, quantisedQuery(query, quads));
      const wanted = compute.uniform([groups, count * SCORING.oversampling]);
      try {
        const group = compute.bind(select, [wanted, best, found]);
        const choice = { pipeline: select, group, count: 1 };
        compute.run([...scoring, choice, ...gathering]);
        const [, total = 0, ...near] = new Uint32Array(
          await compute.read(found, found.size),
        );
        // So many rows alike that the room was too small for them: all are looked at here.
        return total > candidates
          ? exactBest(exact, query, count)
          : exactBest(exact, query, count, near.slice(0, total));
      } finally {
        compute.release([wanted]);
      }
    },
    bytes: held.reduce((sum, { size }) => sum + size, 0),
    dispose: () => compute.release(held),
  };
}

/** In 64 bits, over all rows or the given ones. */
export function exactBest(
  exact: Matrix,
  query: Float32Array,
  count: number,
  among?: readonly number[],
): Best {
  const asked = { rows: 1, columns: query.length, data: query };
  const all = among ?? Array.from({ length: exact.rows }, (_, i) => i);
  const scores = Float64Array.from(all, (i) => rowDot(exact, i, asked, 0));
  // Places in ascending order of rows, so that ties keep the smaller row first.
  const order = among
    ? all.map((_, at) => at).sort((a, b) => (all[a] ?? 0) - (all[b] ?? 0))
    : undefined;
  const sorted = order?.map((at) => scores[at] ?? 0) ?? scores;
  const places = topK(sorted, count).map((at) => order?.[at] ?? at);
  return {
    rows: places.map((at) => all[at] ?? 0),
    scores: places.map((at) => scores[at] ?? 0),
  };
}

function quantisedQuery(query: Float32Array, quads: number): Uint32Array {
  const one = matrix(1, query.length);
  one.data.set(query);
  const bytes = new Int8Array(QUAD_BYTES * quads);
  bytes.set(quantiseRows(one).q8);
  return new Uint32Array(bytes.buffer);
}

function uploadChunks(
  compute: Compute,
  quantised: QuantisedRows,
  quads: number,
  bindingBytes: number,
): Chunk[] {
  const tileBytes = TILE * QUAD_BYTES * quads;
  const height = TILE * Math.max(1, Math.floor(bindingBytes / tileBytes));
  const chunks: Chunk[] = [];
  let firstGroup = 0;
  for (let from = 0; from < quantised.rows; from += height) {
    const rows = Math.min(height, quantised.rows - from);
    const tiles = Math.ceil(rows / TILE);
    // Enough groups that the wanted ones are few among them, in few enough steps each.
    const steps = Math.min(
      SCORING.longestGroup,
      Math.max(1, Math.floor(quantised.rows / SCORING.rowsALongerGroup)),
    );
    const workgroups = Math.ceil(tiles / steps);
    chunks.push({
      shape: compute.uniform([
        rows,
        quads,
        tiles,
        workgroups,
        from,
        firstGroup,
      ]),
      vectors: compute.upload(tiled(quantised, from, rows, quads)),
      workgroups,
    });
    firstGroup += workgroups * TILE;
  }
  return chunks;
}

/** `[tiles, quads, TILE]` of 16 bytes each. */
function tiled(
  { columns, q8 }: QuantisedRows,
  from: number,
  rows: number,
  quads: number,
): Int8Array {
  const tiles = Math.ceil(rows / TILE);
  const out = new Int8Array(tiles * quads * TILE * QUAD_BYTES);
  for (let i = 0; i < rows; i += 1) {
    const tile = Math.floor(i / TILE);
    const source = (from + i) * columns;
    for (let q = 0; q < quads; q += 1) {
      const start = source + q * QUAD_BYTES;
      const end = Math.min(start + QUAD_BYTES, source + columns);
      const place = (tile * quads + q) * TILE + (i % TILE);
      out.set(q8.subarray(start, end), place * QUAD_BYTES);
    }
  }
  return out;
}
