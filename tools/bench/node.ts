/** Runs the benchmark in Node through Dawn, for machines with a GPU and no display. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TasteFiles } from "../../src/pipeline/taste-model.ts";
import {
  parseCatalogue,
  parseGraph,
} from "../../src/stages/catalogue/index.ts";
import { openNodeGpu, registerGradients } from "../lib/node-gpu.ts";
import { ROOT, rootPath } from "../lib/packages.ts";
import type { Report } from "./report.ts";
import type { OpenModel, Wishes } from "./suite.ts";

export async function runInNode(wishes: Wishes): Promise<Report> {
  await openNodeGpu();
  registerGradients();
  const { runSuite } = await import("./suite.ts");
  return runSuite(
    {
      name: `Node ${process.versions.node} through Dawn`,
      base: pathToFileURL(ROOT),
      read: async (path) => Uint8Array.from(await readFile(join(ROOT, path))),
      openModel,
      wasm: false,
      log: (line) => console.log(`  ${line}`),
    },
    wishes,
  );
}

async function openModel(): Promise<OpenModel> {
  const { TasteModel } = await import("../../src/pipeline/taste-model.ts");
  const files = await readFiles();
  const model = await TasteModel.load(files);
  return {
    catalogue: files.catalogue,
    rank: (...question) => model.rank(...question),
    tune: (view) =>
      model.tune(view, () => undefined, new AbortController().signal),
    close: () => model.dispose(),
  };
}

async function readFiles(): Promise<TasteFiles> {
  const built = (name: string): Promise<Buffer> =>
    readFile(rootPath("public", "catalogue", name));
  const json = async (name: string): Promise<unknown> =>
    JSON.parse((await built(name)).toString("utf8")) as unknown;
  const catalogue = parseCatalogue(await json("catalogue.json"));
  return {
    base: await built("base.safetensors"),
    vectors: await built("vectors.safetensors"),
    catalogue,
    graph: async () =>
      parseGraph(
        await json("graph.json"),
        await built("graph.bin"),
        catalogue.items.length,
      ),
  };
}
