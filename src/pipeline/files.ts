/** Where the build's files lie below the page, and how each is fetched and read. */
import { fetchBytes, fetchJson } from "../device/fetch.ts";
import type { Catalogue, Cover, KnowledgeGraph } from "../domain/catalogue.ts";
import { PalateError } from "../domain/errors.ts";

/** `catalogue.json`, for the page and the engine alike. */
export async function loadCatalogue(base: URL): Promise<Catalogue> {
  return (await fetchJson(
    new URL("catalogue/catalogue.json", base),
  )) as Catalogue;
}

/** The newcomer's first list. */
export async function loadCover(base: URL): Promise<Cover> {
  return (await fetchJson(new URL("catalogue/cover.json", base))) as Cover;
}

export async function loadGraph(base: URL): Promise<KnowledgeGraph> {
  const [words, triples] = await Promise.all([
    fetchJson(new URL("catalogue/graph.json", base)),
    fetchBytes(new URL("catalogue/graph.bin", base)),
  ]);
  if (triples.byteLength % 12 !== 0) {
    throw new PalateError(
      "catalogue-file",
      "graph.bin is cut short.",
      "Build the catalogue anew.",
    );
  }
  return {
    ...(words as Omit<KnowledgeGraph, "triples">),
    triples: new Uint32Array(triples.buffer),
  };
}

/** The two tensor files of the model. */
export async function loadTensors(
  base: URL,
): Promise<{ readonly base: Uint8Array; readonly vectors: Uint8Array }> {
  const [model, vectors] = await Promise.all([
    fetchBytes(new URL("catalogue/base.safetensors", base)),
    fetchBytes(new URL("catalogue/vectors.safetensors", base)),
  ]);
  return { base: model, vectors };
}
