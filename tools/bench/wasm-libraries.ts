/**
 * The two vector-search libraries in WebAssembly that Palate is compared with. Both expect a bundler of their own
 * kind, so their WebAssembly is handed to them here.
 */
import initEdgeVec, { EdgeVec, EdgeVecConfig, MetricType } from "edgevec";
import * as voyGlue from "voy-search/voy_search_bg.js";
import { Voy, __wbg_set_wasm as setVoyWasm } from "voy-search/voy_search_bg.js";
import { row, type Matrix } from "../../src/math/dense.ts";

/** A file of the repository, from wherever this runs. */
export type ReadFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

export interface Library {
  /** Rows, best first. */
  readonly search: (query: Float32Array) => readonly number[];
  /** As far as the library tells. */
  readonly bytes: number;
  readonly close: () => void;
}

const WASM = {
  edgeVec: "node_modules/edgevec/edgevec_bg.wasm",
  voy: "node_modules/voy-search/voy_search_bg.wasm",
} as const;

let edgeVecReady: Promise<unknown> | undefined;
let voyReady: Promise<unknown> | undefined;

/** Loads the code, so that only indexing and searching are timed. */
export async function loadLibraries(read: ReadFile): Promise<void> {
  edgeVecReady ??= read(WASM.edgeVec).then((bytes) =>
    initEdgeVec({ module_or_path: bytes }),
  );
  voyReady ??= read(WASM.voy).then(async (bytes) => {
    const { instance } = await WebAssembly.instantiate(bytes, {
      "./voy_search_bg.js": { ...voyGlue },
    });
    setVoyWasm(instance.exports);
  });
  await Promise.all([edgeVecReady, voyReady]);
}

/** HNSW with the library's own settings. Between unit rows the Euclidean order is that of the products. */
export function openEdgeVec(m: Matrix, count: number): Library {
  const config = new EdgeVecConfig(m.columns);
  config.setMetricType(MetricType.L2);
  const index = new EdgeVec(config);
  const ids = index.insertBatchFlat(m.data, m.rows);
  const rows = new Map([...ids].map((id, i) => [id, i]));
  return {
    search: (query) => {
      const found = index.search(query, count) as readonly { id: number }[];
      return found.map(({ id }) => rows.get(id) ?? -1);
    },
    bytes: index.memoryUsage(),
    close: () => index.free(),
  };
}

/** A k-d tree. */
export function openVoy(m: Matrix, count: number): Library {
  const index = new Voy({
    embeddings: Array.from({ length: m.rows }, (_, i) => ({
      id: String(i),
      title: "",
      url: "",
      embeddings: [...row(m, i)],
    })),
  });
  return {
    search: (query) =>
      index.search(query, count).neighbors.map(({ id }) => Number(id)),
    bytes: NaN,
    close: () => index.free(),
  };
}
