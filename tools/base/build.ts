/** The base model from a catalogue, its graph and its vectors: pure, so that tests can run it on a small one. */
import {
  CONCEPTS,
  COVER,
  FUSED_DIMENSIONS,
  FUSION,
} from "../../src/config/taste.ts";
import { createRandom } from "../../src/device/random.ts";
import type { Catalogue, KnowledgeGraph } from "../../src/domain/catalogue.ts";
import { ENCODED_MODALITIES, MODALITIES } from "../../src/domain/modality.ts";
import { matrix, type Matrix } from "../../src/math/dense.ts";
import {
  dequantiseRows,
  quantiseRows,
  type QuantisedRows,
} from "../../src/math/quantise.ts";
import { writeSafetensors, type Tensor } from "../../src/math/safetensors.ts";
import { buildIncidence } from "../../src/stages/graph/incidence.ts";
import { coverItem } from "../../src/pipeline/taste-base.ts";
import { coverOrder } from "../../src/stages/scoring/cover.ts";
import { alignEncoded, alignGraph } from "./align.ts";

/** Seed of the block iterations and of the attention's first values. */
const SEED = 20_261_122;

export interface BaseInput {
  readonly catalogue: Catalogue;
  readonly graph: KnowledgeGraph;
  /** Quantised vectors of each encoded modality. */
  readonly vectors: Readonly<
    Record<(typeof ENCODED_MODALITIES)[number], QuantisedRows>
  >;
  readonly encoders: string;
  readonly log: (line: string) => void;
}

export interface BuiltBase {
  readonly file: Uint8Array;
  /** Rows of the first list. */
  readonly cover: readonly number[];
}

export function buildBase(input: BaseInput): BuiltBase {
  const { catalogue, graph, log } = input;
  const random = createRandom(SEED);
  const tensors: Record<string, Tensor> = {};
  const put = (name: string, m: Matrix): void => {
    const { q8, scale } = quantiseRows(m);
    tensors[`${name}.q8`] = {
      dtype: "I8",
      shape: [m.rows, m.columns],
      data: q8,
    };
    tensors[`${name}.scale`] = { dtype: "F32", shape: [m.rows], data: scale };
  };
  const floats = (name: string, data: Float32Array): void => {
    tensors[name] = { dtype: "F32", shape: [data.length], data };
  };
  const integers = (name: string, data: Int32Array): void => {
    tensors[name] = { dtype: "I32", shape: [data.length], data };
  };

  const incidence = buildIncidence(graph, catalogue.items.length, CONCEPTS);
  const concepts = incidence.matrix;
  log(`${concepts.columns} concepts, ${concepts.indices.length} entries`);
  let text: { z: Matrix; mask: Float32Array } | null = null;
  for (const m of ENCODED_MODALITIES) {
    const x = dequantiseRows(input.vectors[m]);
    const mask = input.vectors[m].scale.map((s) => (s > 0 ? 1 : 0));
    const aligned = alignEncoded(x, mask, text, random);
    if (m === "text") text = { z: aligned.z, mask };
    put(`aligned.${m}`, aligned.z);
    put(`projection.${m}`, aligned.projection);
    floats(`${m}.mean`, aligned.mean);
    log(`${m}: [${x.rows}, ${x.columns}] aligned`);
  }
  if (!text) throw new RangeError("no text modality");
  put("aligned.graph", alignGraph(concepts, text, random).z);
  log("graph aligned");

  const query = matrix(FUSION.hidden, FUSED_DIMENSIONS);
  query.data.forEach((_, i) => {
    query.data[i] = random.normal() / Math.sqrt(FUSED_DIMENSIONS);
  });
  put("fusion.query", query);
  floats("fusion.value", new Float32Array(FUSION.hidden));
  floats(
    "fusion.bias",
    Float32Array.from(MODALITIES, (m) => FUSION.bias[m]),
  );

  integers("concepts.offsets", concepts.offsets);
  integers("concepts.columns", concepts.indices);
  floats("concepts.values", concepts.values);
  integers("concepts.entities", incidence.entities);
  const cover = coverOrder(
    concepts,
    catalogue.items.map(coverItem),
    COVER.stored,
  );
  integers("cover.order", Int32Array.from(cover));
  const file = writeSafetensors(tensors, {
    format: "palate-base-1",
    "palate.catalogue": catalogue.hash,
    "palate.encoders": input.encoders,
  });
  return { file, cover };
}
