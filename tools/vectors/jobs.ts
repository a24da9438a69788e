/**
 * What has to be encoded: one job for each modality that an item has, under a key that names its content
 * and the encoder, so that a vector that was made once is found again.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Catalogue } from "../../src/domain/catalogue.ts";
import { PalateError } from "../../src/domain/errors.ts";
import type { Item } from "../../src/domain/item.ts";
import type { EncodedModality } from "../../src/domain/modality.ts";
import { itemWords } from "../../src/stages/encoders/text.ts";
import { MODEL_FOLDERS, modelPath } from "../encoders/folders.ts";
import { sha256 } from "../lib/files.ts";
import { rootPath } from "../lib/packages.ts";

export const CATALOGUE_FOLDER = rootPath("public", "catalogue");

export interface Job {
  /** Row of the item in the catalogue. */
  readonly row: number;
  /** SHA-256, hex. */
  readonly key: string;
  /** The words, or the path of the file. */
  readonly content: string;
}

export type Jobs = Readonly<Record<EncodedModality, readonly Job[]>>;

/** The pre- and post-processing of each modality; a change there makes every key of it new. */
const CODE: Readonly<Record<EncodedModality, readonly string[]>> = {
  text: ["text.ts"],
  image: ["picture.ts"],
  audio: ["sound.ts", "mel.ts", "resample.ts"],
};

export async function readCatalogue(): Promise<Catalogue> {
  const path = join(CATALOGUE_FOLDER, "catalogue.json");
  try {
    return JSON.parse(await readFile(path, "utf8")) as Catalogue;
  } catch (cause) {
    throw new PalateError(
      "catalogue-file",
      `Cannot read ${path}.`,
      "Run `npm run catalogue` first.",
      { cause },
    );
  }
}

/** A hash of the model's folder and of the code around the model. */
export async function encoderHash(modality: EncodedModality): Promise<string> {
  const folder = MODEL_FOLDERS[modality];
  const stage = rootPath("src", "stages", "encoders");
  const tokenizer = modality === "text" ? ["tokenizer.json"] : [];
  const root = join(modelPath(folder), "..", "..");
  const paths = [
    modelPath(folder),
    ...tokenizer.map((name) => join(root, name)),
    ...CODE[modality].map((name) => join(stage, name)),
    rootPath("src", "config", "encoders.ts"),
    rootPath("tools", "vectors", "decode.ts"),
  ];
  try {
    return sha256(...(await Promise.all(paths.map((path) => readFile(path)))));
  } catch (cause) {
    throw new PalateError(
      "encoder-failed",
      `The ${modality} encoder is not there.`,
      "Run `npm run encoders` first.",
      { cause },
    );
  }
}

/** The hashes of all encoders, in the order of the modalities. */
export async function encoderHashes(): Promise<
  Readonly<Record<EncodedModality, string>>
> {
  const [text, image, audio] = await Promise.all([
    encoderHash("text"),
    encoderHash("image"),
    encoderHash("audio"),
  ]);
  return { text, image, audio };
}

export async function listJobs(
  items: readonly Item[],
  hashes: Readonly<Record<EncodedModality, string>>,
): Promise<Jobs> {
  const present = await filesBelow(CATALOGUE_FOLDER);
  const jobs: Record<EncodedModality, Job[]> = {
    text: [],
    image: [],
    audio: [],
  };
  for (const [row, item] of items.entries()) {
    const words = itemWords(item);
    jobs.text.push({ row, key: sha256(hashes.text, words), content: words });
    for (const [modality, file] of [
      ["image", item.picture?.src],
      ["audio", item.sound?.src],
    ] as const) {
      if (file === undefined) continue;
      if (!present.has(file))
        throw new PalateError(
          "catalogue-file",
          `${item.id} names ${file}, which is missing.`,
          "Run `npm run catalogue` again.",
        );
      const content = join(CATALOGUE_FOLDER, file);
      const key = sha256(hashes[modality], await readFile(content));
      jobs[modality].push({ row, key, content });
    }
  }
  return jobs;
}

async function filesBelow(folder: string): Promise<Set<string>> {
  const names = await readdir(folder, { recursive: true });
  return new Set(names.map((name) => name.replaceAll("\\", "/")));
}
