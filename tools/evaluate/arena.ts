/** The app's model on the wasm backend in Node, from the built catalogue, for the learners to meet in. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { NEUTRAL_STEERING } from "../../src/config/taste.ts";
import type { Catalogue, KnowledgeGraph } from "../../src/domain/catalogue.ts";
import { readTaste } from "../../src/pipeline/taste-base.ts";
import { TasteItems } from "../../src/pipeline/taste-items.ts";
import { TasteModel } from "../../src/pipeline/taste-model.ts";
import { coverOrder } from "../../src/stages/scoring/cover.ts";
import type { Arena } from "./arms.ts";
import { openBackend } from "./backend.ts";

export async function readCatalogue(folder: string): Promise<Catalogue> {
  const text = await readFile(join(folder, "catalogue.json"), "utf8");
  return JSON.parse(text) as Catalogue;
}

export async function readGraph(folder: string): Promise<KnowledgeGraph> {
  const [named, file] = await Promise.all([
    readFile(join(folder, "graph.json"), "utf8"),
    readFile(join(folder, "graph.bin")),
  ]);
  const triples = new Uint32Array(Uint8Array.from(file).buffer);
  return { ...(JSON.parse(named) as Omit<KnowledgeGraph, "triples">), triples };
}

export async function openArena(folder: string): Promise<Arena> {
  await openBackend("wasm");
  const [catalogue, base, vectors] = await Promise.all([
    readCatalogue(folder),
    readFile(join(folder, "base.safetensors")),
    readFile(join(folder, "vectors.safetensors")),
  ]);
  const model = await TasteModel.load({
    base,
    vectors,
    catalogue,
    graph: () => readGraph(folder),
  });
  const content = await readTaste(base, vectors, catalogue);
  const items = new TasteItems(content.base);
  const { features } = await items.setting(NEUTRAL_STEERING.modality);
  return {
    model,
    features,
    ids: catalogue.items.map(({ id }) => id),
    rowOf: content.rows,
    cover: (seen) =>
      coverOrder(content.base.concepts, content.coverItems, 60, seen),
  };
}
