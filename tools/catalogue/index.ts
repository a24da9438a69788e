/** `npm run catalogue`: builds items, knowledge graph, pictures and sounds below `public/catalogue/`. */
import { readFile } from "node:fs/promises";
import {
  parseCatalogue,
  parseGraph,
} from "../../src/stages/catalogue/index.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { removeOthers, writeIfChanged } from "../lib/files.ts";
import { rootPath } from "../lib/packages.ts";
import { stableJson } from "../lib/stable-json.ts";
import { buildCatalogue, type Built } from "./build.ts";
import { triplesBytes } from "./graph.ts";
import { report } from "./report.ts";
import { writeSheets } from "./sheets.ts";

const OUT = rootPath("public", "catalogue");

const HELP = `Usage: npm run catalogue [-- --sheets DIR]

Builds public/catalogue/ from installed npm packages: catalogue.json, graph.json, graph.bin,
pictures/ and sounds/. The same packages give the same bytes.

  --sheets DIR   also draw a contact sheet of each domain into DIR, most familiar items first
  --help         show this text`;

async function writeAssets({ assets }: Built): Promise<number> {
  let written = 0;
  for (const asset of assets) {
    const data = "copy" in asset ? await readFile(asset.copy) : asset.data;
    if (await writeIfChanged(`${OUT}/${asset.path}`, data)) written += 1;
  }
  const kept = (folder: string): Set<string> =>
    new Set(
      assets.flatMap(({ path }) =>
        path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
      ),
    );
  await removeOthers(`${OUT}/pictures`, kept("pictures"));
  await removeOthers(`${OUT}/sounds`, kept("sounds"));
  return written;
}

/** Read back as the page will read it, before anything is written: a damaged catalogue never replaces a good one. */
async function writeCatalogue({ catalogue, graph }: Built): Promise<void> {
  const { concepts, relations, triples } = graph;
  const items = stableJson(catalogue);
  const words = stableJson({ concepts, relations });
  const bytes = triplesBytes(triples);
  const { length } = parseCatalogue(JSON.parse(items)).items;
  parseGraph(JSON.parse(words), bytes, length);
  await writeIfChanged(`${OUT}/graph.json`, words);
  await writeIfChanged(`${OUT}/graph.bin`, bytes);
  await writeIfChanged(`${OUT}/catalogue.json`, items);
}

await runCommand({
  name: "catalogue",
  help: HELP,
  options: { sheets: { type: "string" } },
  run: async ({ sheets }) => {
    const time = stopwatch();
    const say = (line: string): void => {
      console.log(`catalogue  ${time().padStart(7)}  ${line}`);
    };
    const built = await buildCatalogue(say);
    const { catalogue, graph } = built;
    say(
      `${String(await writeAssets(built))} of ${String(built.assets.length)} pictures and sounds written`,
    );
    await writeCatalogue(built);
    for (const line of report(catalogue, graph)) console.log(line);
    if (sheets) await writeSheets(OUT, catalogue.items, sheets, say);
    say("done");
  },
});
