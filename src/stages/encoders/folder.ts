/** A model folder in memory: every file that its `reference.json` names, fetched with progress and bounds. */
import { fetchBytes, fetchJson } from "../../device/fetch.ts";
import { bytes } from "../../domain/brand.ts";
import type { DownloadProgress } from "../../domain/encoder.ts";
import { PalateError } from "../../domain/errors.ts";
import type { EncodedModality } from "../../domain/modality.ts";
import { parseReference, type Reference } from "./reference.ts";

/** The folder of each bundled encoder below `encoders/`. */
const FOLDERS: Readonly<Record<EncodedModality, string>> = {
  text: "use-lite",
  image: "centernet",
  audio: "basic-pitch",
};

export interface Folder {
  readonly modality: EncodedModality;
  readonly name: string;
  /** Where the folders lie, with a slash at the end. */
  readonly root: URL;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  readonly reference: Reference;
}

export interface Fetching {
  readonly baseUrl: URL;
  readonly onProgress: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal | undefined;
}

/** ONNX Runtime's own code, 27 MB: fetched here so that its progress can be seen. */
export interface WasmFile {
  readonly url: URL;
  isWanted(): boolean;
  take(content: Uint8Array<ArrayBuffer>): void;
}

/** Fetches the files, and before them ONNX Runtime's wasm where `runtime` still wants it. */
export async function fetchFolder(
  modality: EncodedModality,
  { baseUrl, onProgress, signal }: Fetching,
  runtime: WasmFile,
): Promise<Folder> {
  const name = FOLDERS[modality];
  const root = new URL("encoders/", baseUrl);
  const options = {
    code: "encoder-failed",
    ...(signal && { signal }),
  } as const;
  const at = (file: string): URL => new URL(`${name}/${file}`, root);
  const json = await fetchJson(at("reference.json"), options);
  const reference = parseReference(json, modality);
  const sizes = Object.entries(reference.files);
  const wasm = runtime.isWanted() ? reference.runtime : 0;
  const total = bytes(sizes.reduce((sum, [, size]) => sum + size, wasm));
  let before = 0;
  const fetchWhole = async (url: URL, size: number) => {
    const content = await fetchBytes(url, {
      ...options,
      limit: bytes(size),
      onProgress: ({ loaded }) =>
        onProgress({ loaded: bytes(before + loaded), total }),
    });
    if (content.length !== size) throw damaged(name, url.pathname);
    before += size;
    return content;
  };
  if (wasm > 0) runtime.take(await fetchWhole(runtime.url, wasm));
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [file, size] of sizes)
    files.set(file, await fetchWhole(at(file), size));
  return { modality, name, root, files, reference };
}

/** The network itself: the one file below `onnx/` that is a model by transformers.js' naming. */
export function modelOf({ name, files }: Folder): Uint8Array<ArrayBuffer> {
  for (const [file, content] of files)
    if (file.startsWith("onnx/model")) return content;
  throw damaged(name, "onnx/model.onnx");
}

function damaged(name: string, file: string): PalateError {
  return new PalateError(
    "encoder-failed",
    `${file} of the encoder ${name} is missing or cut short.`,
    "Reload the page; if that does not help, build the encoders again.",
  );
}
