/** `npm run catalogue`, last part: the base model and the newcomer's first list, from what the other parts wrote. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CALIBRATION } from "../../src/config/taste.ts";
import type {
  Catalogue,
  Cover,
  KnowledgeGraph,
} from "../../src/domain/catalogue.ts";
import { PalateError } from "../../src/domain/errors.ts";
import { ENCODED_MODALITIES } from "../../src/domain/modality.ts";
import type { SafetensorsFile } from "../../src/math/safetensors.ts";
import { sigmoid } from "../../src/math/scalar.ts";
import { quantised, readBuilt } from "../../src/pipeline/taste-base.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { writeIfChanged } from "../lib/files.ts";
import { rootPath } from "../lib/packages.ts";
import { buildBase } from "./build.ts";

const HELP = `Makes public/catalogue/base.safetensors and cover.json.

Usage: node --import tsx tools/base/index.ts [--folder FOLDER]

  --folder FOLDER   where catalogue.json, graph.json, graph.bin and
                    vectors.safetensors lie (default public/catalogue)
  --help            this text`;

await runCommand({
  name: "base",
  help: HELP,
  options: { folder: { type: "string" } },
  run: async ({ folder }) => {
    const at = folder ?? rootPath("public", "catalogue");
    const took = stopwatch();
    const { catalogue, graph, vectors } = await readCatalogue(at);
    const built = buildBase({
      catalogue,
      graph,
      vectors: {
        text: quantised(vectors, "text"),
        image: quantised(vectors, "image"),
        audio: quantised(vectors, "audio"),
      },
      encoders: encodersOf(vectors, catalogue),
      log: (line) => console.log(`base: ${line} (${took()})`),
    });
    await writeIfChanged(join(at, "base.safetensors"), built.file);
    const cover: Cover = {
      version: 1,
      catalogueHash: catalogue.hash,
      items: built.cover.flatMap((row, rank) => {
        const item = catalogue.items[row];
        return item
          ? [{ item: item.id, score: sigmoid(CALIBRATION.offset), rank }]
          : [];
      }),
    };
    await writeIfChanged(join(at, "cover.json"), JSON.stringify(cover));
    console.log(`base: ${built.file.length} bytes in ${took()}`);
  },
});

async function readCatalogue(folder: string) {
  try {
    const [items, graph, triples, vectors] = await Promise.all([
      readFile(join(folder, "catalogue.json"), "utf8"),
      readFile(join(folder, "graph.json"), "utf8"),
      readFile(join(folder, "graph.bin")),
      readFile(join(folder, "vectors.safetensors")),
    ]);
    const named = JSON.parse(graph) as Omit<KnowledgeGraph, "triples">;
    return {
      catalogue: JSON.parse(items) as Catalogue,
      graph: {
        ...named,
        triples: new Uint32Array(
          triples.buffer.slice(
            triples.byteOffset,
            triples.byteOffset + triples.byteLength,
          ),
        ),
      },
      vectors: readBuilt(vectors, "vectors.safetensors"),
    };
  } catch (cause) {
    throw new PalateError(
      "catalogue-file",
      `${folder} lacks a part of the catalogue.`,
      "Run `npm run catalogue` to make all parts.",
      { cause },
    );
  }
}

/** The hashes of the encoders behind the vectors, which must be those of this very catalogue. */
function encodersOf(
  { metadata }: SafetensorsFile,
  { hash }: Catalogue,
): string {
  if (metadata["palate.catalogue"] !== hash)
    throw new PalateError(
      "catalogue-file",
      "vectors.safetensors was made for another catalogue.",
      "Run `npm run catalogue` to make all parts.",
    );
  return ENCODED_MODALITIES.map(
    (m) => `${m}:${metadata[`palate.encoder.${m}`] ?? "unknown"}`,
  ).join(" ");
}
