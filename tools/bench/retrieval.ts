/** The best 100 of N vectors: Palate's kernels against what a person could pick instead, side by side in one run. */
import * as tf from "@tensorflow/tfjs-core";
import type { Compute } from "../../src/device/compute.ts";
import { createRandom } from "../../src/device/random.ts";
import { matrix, unitRows, type Matrix } from "../../src/math/dense.ts";
import { createTopK, exactBest } from "../../src/stages/scoring/top-k.ts";
import type { Limits } from "./limits.ts";
import { digits, type Section } from "./report.ts";
import { takeTurns, timed } from "./rounds.ts";
import { openEdgeVec, openVoy, type Library } from "./wasm-libraries.ts";

const D = 128;
const K = 100;
/** Largest catalogues that contenders are given: beyond them one answer, or the index, takes longer than all else. */
const MOST = { tensors: 100_000, libraries: 4_500 };
const CLUSTERS = 200;
const SLOW_MS = 1000;

interface Opened {
  readonly name: string;
  readonly search: (query: Float32Array) => Promise<readonly number[]>;
  /** Milliseconds until it could be asked. */
  readonly made: number;
  readonly bytes: number;
  readonly close: () => void;
}

/** Heaps of vectors, as catalogues have them, and questions near them. */
function catalogueOf(rows: number): { m: Matrix; queries: Float32Array[] } {
  const random = createRandom(rows);
  const centres = matrix(CLUSTERS, D);
  centres.data.forEach((_, k) => (centres.data[k] = random.normal()));
  const m = matrix(rows, D);
  for (let i = 0; i < rows; i += 1) {
    const from = (i % CLUSTERS) * D;
    for (let k = 0; k < D; k += 1)
      m.data[i * D + k] =
        (centres.data[from + k] ?? 0) + 1.6 * (random.uniform() - 0.5);
  }
  unitRows(m);
  const queries = Array.from({ length: 4 }, (_, q) =>
    m.data
      .slice(q * 7 * D, (q * 7 + 1) * D)
      .map((value) => value + 0.05 * random.normal()),
  );
  return { m, queries };
}

async function opened(
  name: string,
  open: () => Promise<Omit<Opened, "name" | "made">>,
): Promise<Opened> {
  let made: Omit<Opened, "name" | "made"> | undefined;
  const took = await timed(async () => {
    made = await open();
  });
  if (!made) throw new Error(`${name} did not open.`);
  return { ...made, name, made: took };
}

const palate = (compute: Compute, m: Matrix) =>
  opened("Palate, int8 on the GPU, exact in the end", async () => {
    const index = await createTopK(compute, m);
    return {
      search: async (query) => (await index.search(query, K)).rows,
      bytes: index.bytes,
      close: () => index.dispose(),
    };
  });

const tensors = (m: Matrix) =>
  opened("TensorFlow.js, matMul + topk", () => {
    const items = tf.tensor2d(m.data, [m.rows, D]);
    return Promise.resolve({
      search: async (query) => {
        const best = tf.tidy(() => {
          const scores = tf.matMul(items, tf.tensor2d(query, [D, 1]));
          return tf.topk(tf.reshape(scores, [m.rows]), K).indices;
        });
        const rows = await best.data();
        best.dispose();
        return [...rows];
      },
      bytes: m.data.byteLength,
      close: () => items.dispose(),
    });
  });

const plain = (m: Matrix) =>
  opened("plain JavaScript with a heap", () =>
    Promise.resolve({
      search: (query) => Promise.resolve(exactBest(m, query, K).rows),
      bytes: m.data.byteLength,
      close: () => undefined,
    }),
  );

const library = (name: string, open: () => Library) =>
  opened(name, () => {
    const { search, bytes, close } = open();
    const answer = (query: Float32Array) => Promise.resolve(search(query));
    return Promise.resolve({ search: answer, bytes, close });
  });

function recallOf(found: readonly number[], exact: readonly number[]): number {
  const there = new Set(found);
  return exact.filter((i) => there.has(i)).length / exact.length;
}

export async function measureRetrieval(
  compute: Compute,
  limits: Limits,
  rows: number,
  rounds: number,
): Promise<Section> {
  const { m, queries } = catalogueOf(rows);
  const all: Opened[] = [await palate(compute, m), await plain(m)];
  if (rows <= MOST.tensors) all.push(await tensors(m));
  if (rows <= MOST.libraries)
    all.push(
      await library("edgevec, HNSW, wasm", () => openEdgeVec(m, K)),
      await library("voy, k-d tree, wasm", () => openVoy(m, K)),
    );
  let turn = 0;
  const first = new Map<string, number>();
  for (const { name, search } of all)
    first.set(
      name,
      await timed(() => search(queries[0] ?? new Float32Array())),
    );
  const times = await takeTurns(
    all.map(({ name, search }) => ({
      name,
      run: () => {
        turn += 1;
        return search(queries[turn % queries.length] ?? new Float32Array());
      },
    })),
    rounds,
  );
  const recalls = new Map<string, number>();
  for (const { name, search } of all) {
    const shares = [];
    // One question says enough of somebody slow.
    const asked = (first.get(name) ?? 0) > SLOW_MS ? 1 : queries.length;
    for (const query of queries.slice(0, asked))
      shares.push(recallOf(await search(query), exactBest(m, query, K).rows));
    recalls.set(name, shares.reduce((sum, x) => sum + x, 0) / shares.length);
  }
  for (const each of all) each.close();
  const [{ name: own } = { name: "" }] = all;
  const fastest = times.get(own)?.median ?? NaN;
  return {
    title: `The best ${K} of ${rows.toLocaleString("en")} vectors, D = ${D}`,
    note: `Medians of ${rounds} rounds in turns. Palate reads ${digits(rows * D)} bytes a question: ${percent((rows * D) / fastest / limits.copy)} of the copy bandwidth. Left out beyond ${MOST.libraries.toLocaleString("en")} rows: the libraries, whose index takes minutes; beyond ${MOST.tensors.toLocaleString("en")}: TensorFlow.js, whose answer takes as long.`,
    head: [
      "",
      "median ms",
      "least to most",
      "times Palate's",
      "recall@100",
      "ready after ms",
      "first answer ms",
      "MB",
    ],
    rows: all.map(({ name, made, bytes }) => {
      const { median = NaN, spread = [NaN, NaN] } = times.get(name) ?? {};
      return [
        name,
        median,
        `${digits(spread[0])} to ${digits(spread[1])}`,
        median / fastest,
        (recalls.get(name) ?? NaN).toFixed(3),
        made,
        first.get(name) ?? NaN,
        bytes / 1e6,
      ];
    }),
  };
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`;
}
