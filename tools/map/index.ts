/** `npm run catalogue`, last part: where every item stands on the map, so that the map opens at once. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SCALES } from "../../src/config/taste.ts";
import { createRandom } from "../../src/device/random.ts";
import type { Catalogue, KnowledgeGraph } from "../../src/domain/catalogue.ts";
import { PalateError } from "../../src/domain/errors.ts";
import type { Features } from "../../src/math/features.ts";
import { writeSafetensors } from "../../src/math/safetensors.ts";
import { readTaste, type BaseModel } from "../../src/pipeline/taste-base.ts";
import { fuseReference } from "../../src/stages/fusion/reference.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { writeIfChanged } from "../lib/files.ts";
import { rootPath } from "../lib/packages.ts";
import { labelsOf } from "./labels.ts";
import { layout } from "./layout.ts";

const HELP = `Makes public/catalogue/map.safetensors.

Usage: node --import tsx tools/map/index.ts [--folder FOLDER] [--seed N]

  --folder FOLDER   where the other files of the catalogue lie (default
                    public/catalogue)
  --seed N          seed of the layout (default 1)
  --help            this text`;

await runCommand({
  name: "map",
  help: HELP,
  options: { folder: { type: "string" }, seed: { type: "string" } },
  run: async ({ folder, seed }) => {
    const at = folder ?? rootPath("public", "catalogue");
    const took = stopwatch();
    const { catalogue, graph, base } = await readAll(at);
    const points = layout(featuresOf(base), createRandom(Number(seed ?? 1)));
    const names = Array.from(
      base.entities,
      (entity) => graph.concepts[entity - catalogue.items.length] ?? null,
    );
    const labels = labelsOf(points, base.concepts, names);
    const shape = [catalogue.items.length, 2];
    const file = writeSafetensors(
      { "map.points": { dtype: "F32", shape, data: points } },
      {
        "palate.catalogue": catalogue.hash,
        "palate.labels": JSON.stringify(labels),
      },
    );
    await writeIfChanged(join(at, "map.safetensors"), file);
    console.log(
      `map: ${catalogue.items.length} items and ${labels.length} words, ${file.length} bytes in ${took()}`,
    );
  },
});

/** phi as nobody has steered it yet. */
function featuresOf({
  aligned,
  mask,
  attention,
  concepts,
}: BaseModel): Features {
  const neutral = { text: 0, image: 0, audio: 0, graph: 0 };
  const { fused } = fuseReference(aligned, mask, attention, neutral);
  const { text, image, audio } = aligned;
  return { fused, text, image, audio, concepts, scales: SCALES };
}

async function readAll(folder: string) {
  try {
    const [items, graph, base, vectors] = await Promise.all([
      readFile(join(folder, "catalogue.json"), "utf8"),
      readFile(join(folder, "graph.json"), "utf8"),
      readFile(join(folder, "base.safetensors")),
      readFile(join(folder, "vectors.safetensors")),
    ]);
    const catalogue = JSON.parse(items) as Catalogue;
    return {
      catalogue,
      graph: JSON.parse(graph) as Pick<KnowledgeGraph, "concepts">,
      base: (await readTaste(base, vectors, catalogue)).base,
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
