/** Where the build's files lie below the page, and how each is fetched, checked and read. */
import * as v from "valibot";
import { fetchBytes, fetchJson } from "../device/fetch.ts";
import type { Catalogue, Cover, KnowledgeGraph } from "../domain/catalogue.ts";
import type { ItemMap, MapLabel } from "../domain/map.ts";
import { PalateError } from "../domain/errors.ts";
import { itemId } from "../domain/item.ts";
import { readSafetensors } from "../math/safetensors.ts";
import { parseCatalogue, parseGraph } from "../stages/catalogue/index.ts";

/** `catalogue.json`, for the page and the engine alike. */
export async function loadCatalogue(base: URL): Promise<Catalogue> {
  return parseCatalogue(
    await fetchJson(new URL("catalogue/catalogue.json", base)),
  );
}

const coverSchema = v.object({
  version: v.literal(1),
  catalogueHash: v.string(),
  items: v.array(
    v.object({
      item: v.pipe(v.string(), v.transform(itemId)),
      score: v.number(),
      rank: v.number(),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Cover>;

/** The newcomer's first list. */
export async function loadCover(base: URL): Promise<Cover> {
  const result = v.safeParse(
    coverSchema,
    await fetchJson(new URL("catalogue/cover.json", base)),
  );
  if (result.success) return result.output;
  const remedy = "Build it again with `npm run catalogue`.";
  throw new PalateError("catalogue-file", "cover.json is damaged.", remedy);
}

const labelsSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.array(
    v.object({
      text: v.string(),
      x: v.number(),
      y: v.number(),
      level: v.number(),
    }),
  ),
) satisfies v.GenericSchema<string, MapLabel[]>;

/** Where every item stands, for the Map page. */
export async function loadMap(base: URL): Promise<ItemMap> {
  const bytes = await fetchBytes(new URL("catalogue/map.safetensors", base));
  try {
    const { tensors, metadata } = readSafetensors(bytes);
    const points = tensors.get("map.points")?.data;
    const labels = v.parse(labelsSchema, metadata["palate.labels"]);
    if (points instanceof Float32Array) return { points, labels };
    throw new TypeError("map.points is missing or of another type");
  } catch (cause) {
    const remedy = "Build it again with `npm run catalogue`.";
    throw new PalateError(
      "catalogue-file",
      "map.safetensors is damaged.",
      remedy,
      { cause },
    );
  }
}

export async function loadGraph(
  base: URL,
  items: number,
): Promise<KnowledgeGraph> {
  const [words, triples] = await Promise.all([
    fetchJson(new URL("catalogue/graph.json", base)),
    fetchBytes(new URL("catalogue/graph.bin", base)),
  ]);
  return parseGraph(words, triples, items);
}

/** The two tensor files of the model; it checks them itself. */
export async function loadTensors(
  base: URL,
): Promise<{ readonly base: Uint8Array; readonly vectors: Uint8Array }> {
  const [model, vectors] = await Promise.all([
    fetchBytes(new URL("catalogue/base.safetensors", base)),
    fetchBytes(new URL("catalogue/vectors.safetensors", base)),
  ]);
  return { base: model, vectors };
}
