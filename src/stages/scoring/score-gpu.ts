/**
 * The scorer on the GPU: one kernel, one invocation an item. The base file keeps `z_i^m` as eight-bit rows with a
 * scale, so that is what lies on the GPU, and nothing is lost by it. The fused vector is never there: it is linear in
 * z, and with `q` the eight-bit row, `s` its scale and `a` the share of the modality
 *
 *   u_fused . f_i + sum_m u_m . z_i^m = sum_m s_i^m q_i^m . (a_i^m u_fused + u_m)
 *
 * A click uploads the user's weights, dispatches once and reads `[N]` scores back. Catalogues beyond one binding are
 * cut into chunks of rows.
 */
import { SCORING } from "../../config/scoring.ts";
import type { Compute } from "../../device/compute.ts";
import { groupsOf, MAIN_BY_ROW, UNPACK } from "../../device/wgsl.ts";
import { MODALITIES } from "../../domain/modality.ts";
import type { Weights } from "../../math/features.ts";
import { packWords, wordsOf } from "../../math/words.ts";
import type { Fusion, ScoredItems, Scorer } from "./scorer.ts";

const SCORES = /* wgsl */ `
struct Shape { rows: u32, words: u32, known: u32, users: u32 }
@group(0) @binding(0) var<uniform> shape: Shape;
@group(0) @binding(1) var<storage, read> vectors: array<u32>;   // [4, words, rows]
@group(0) @binding(2) var<storage, read> scales: array<vec4f>;  // [rows]
@group(0) @binding(3) var<storage, read> shares: array<vec4f>;  // [rows]
@group(0) @binding(4) var<storage, read> offsets: array<u32>;   // [rows + 1]
@group(0) @binding(5) var<storage, read> entries: array<vec2u>; // column, bits of the value
@group(0) @binding(6) var<storage, read> weights: array<vec4f>; // [users]: fused, text, image, audio, concepts
@group(0) @binding(7) var<storage, read_write> scores: array<f32>; // [users, rows]
${UNPACK}
${MAIN_BY_ROW}
  if (at >= shape.rows) { return; }
  let words = shape.words;
  for (var u = 0u; u < shape.users; u++) {
    let fused = u * (4u * words + shape.known);
    var score = 0.0;
    for (var m = 0u; m < 4u; m++) {
      let scale = scales[at][m];
      if (scale == 0.0) { continue; }
      let share = shares[at][m];
      let first = m * words * shape.rows + at;
      var sum = vec4f();
      if (m == 3u) {
        // The graph speaks through the fused block and the concepts only.
        for (var w = 0u; w < words; w++) {
          sum += unpack(vectors[first + w * shape.rows]) * share * weights[fused + w];
        }
      } else {
        let own = fused + (m + 1u) * words;
        for (var w = 0u; w < words; w++) {
          sum += unpack(vectors[first + w * shape.rows]) * (share * weights[fused + w] + weights[own + w]);
        }
      }
      score += scale * dot(sum, vec4f(1.0));
    }
    let known = fused + 4u * words;
    for (var k = offsets[at]; k < offsets[at + 1u]; k++) {
      let entry = entries[k];
      score += bitcast<f32>(entry.y) * weights[known + entry.x / 4u][entry.x % 4u];
    }
    scores[u * shape.rows + at] = score;
  }
}`;

const FLOAT_BYTES = 4;
const SPOKEN = ["fused", "text", "image", "audio", "concepts"] as const;

/** Rows that lie in one set of buffers. */
interface Chunk {
  readonly from: number;
  readonly rows: number;
  readonly constant: readonly GPUBuffer[];
  readonly shares: GPUBuffer;
}

export async function createGpuScorer(
  compute: Compute,
  items: ScoredItems,
  fusion: Fusion,
  bindingBytes: number = SCORING.bindingBytes,
): Promise<Scorer> {
  const pipeline = await compute.pipeline(SCORES);
  const { rows, columns } = items.vectors.text;
  const words = wordsOf(columns);
  const known = wordsOf(items.concepts.columns);
  const height = Math.max(1, Math.floor(bindingBytes / (16 * words)));
  const chunks: Chunk[] = [];
  for (let from = 0; from < rows; from += height)
    chunks.push(
      uploadChunk(compute, items, from, Math.min(height, rows - from)),
    );
  const replaceFusion = ({ share }: Fusion): void => {
    for (const { from, rows: count, shares } of chunks)
      compute.write(
        shares,
        interleaved(
          MODALITIES.map((m) => share[m].subarray(from, from + count)),
        ),
      );
  };
  replaceFusion(fusion);
  const held = chunks.flatMap(({ constant, shares }) => [...constant, shares]);

  return {
    async score(users) {
      const weights = compute.upload(flattened(users, words, known));
      const made = [weights];
      try {
        const parts = chunks.map(({ rows: count, constant, shares }) => {
          const [vectors, scales, offsets, entries] = constant;
          if (!vectors || !scales || !offsets || !entries)
            throw new RangeError("A chunk has no buffers.");
          const shape = compute.uniform([count, words, known, users.length]);
          const scores = compute.empty(FLOAT_BYTES * users.length * count);
          made.push(shape, scores);
          const bound = [shape, vectors, scales, shares, offsets, entries];
          const group = compute.bind(pipeline, [...bound, weights, scores]);
          return { pipeline, group, count: groupsOf(count), scores };
        });
        compute.run(parts);
        const read = await Promise.all(
          parts.map(({ scores }) => compute.read(scores, scores.size)),
        );
        return users.map((_, user) => {
          const all = new Float32Array(rows);
          chunks.forEach(({ from, rows: count }, at) => {
            const found = new Float32Array(read[at] ?? new ArrayBuffer());
            all.set(found.subarray(user * count, (user + 1) * count), from);
          });
          return all;
        });
      } finally {
        compute.release(made);
      }
    },
    replaceFusion,
    bytes: held.reduce((sum, { size }) => sum + size, 0),
    dispose: () => compute.release(held),
  };
}

function uploadChunk(
  compute: Compute,
  { vectors, concepts }: ScoredItems,
  from: number,
  rows: number,
): Chunk {
  const words = wordsOf(vectors.text.columns);
  const packed = new Uint32Array(MODALITIES.length * words * rows);
  MODALITIES.forEach((m, at) => {
    packWords(vectors[m], [from, from + rows], packed, at * words * rows);
  });
  const scales = interleaved(
    MODALITIES.map((m) => vectors[m].scale.subarray(from, from + rows)),
  );
  const first = concepts.offsets[from] ?? 0;
  const offsets = Uint32Array.from(
    concepts.offsets.subarray(from, from + rows + 1),
    (offset) => offset - first,
  );
  const count = offsets[rows] ?? 0;
  const entries = new Uint32Array(2 * Math.max(count, 1));
  const values = new Float32Array(entries.buffer);
  for (let k = 0; k < count; k += 1) {
    entries[2 * k] = concepts.indices[first + k] ?? 0;
    values[2 * k + 1] = concepts.values[first + k] ?? 0;
  }
  return {
    from,
    rows,
    constant: [packed, scales, offsets, entries].map((data) =>
      compute.upload(data),
    ),
    shares: compute.empty(scales.byteLength),
  };
}

/** `[rows, 4]` out of four columns. */
function interleaved(columns: readonly Float32Array[]): Float32Array {
  const wide = columns.length;
  const all = new Float32Array(wide * (columns[0]?.length ?? 0));
  columns.forEach((column, at) => {
    for (let i = 0; i < column.length; i += 1)
      all[i * wide + at] = column[i] ?? 0;
  });
  return all;
}

/** `[users, 4 * (4 * words + known)]` as the kernel reads them. */
function flattened(
  users: readonly Weights[],
  words: number,
  known: number,
): Float32Array {
  const length = 4 * (4 * words + known);
  const all = new Float32Array(users.length * length);
  users.forEach((weights, user) => {
    SPOKEN.forEach((block, at) => {
      all.set(weights[block], user * length + 4 * words * at);
    });
  });
  return all;
}
