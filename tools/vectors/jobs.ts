/**
 * What has to be encoded: one job for each modality that an item has, under a key that names its content
 * and the encoder, so that a vector that was made once is found again.
 */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  COLOUR_WEIGHT,
  LENGTH_WEIGHT,
  MAX_WINDOWS,
  PICTURE_SIDE,
  PITCH_WEIGHT,
} from "../../src/config/encoders.ts";
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

interface Making {
  /** Pre- and post-processing below `src/stages/encoders/`. */
  readonly code: readonly string[];
  /** Files of the model's folder besides the network. */
  readonly files: readonly string[];
  /** Tunable numbers that go into the vectors. */
  readonly numbers: readonly number[];
  /** Whether contents are decoded by ./decode.ts. */
  readonly decoded: boolean;
}

/** What a vector depends on besides its content and the network; a change there makes every key new. */
const MAKING: Readonly<Record<EncodedModality, Making>> = {
  text: {
    code: ["text.ts"],
    files: ["tokenizer.json"],
    numbers: [],
    decoded: false,
  },
  image: {
    code: ["picture.ts"],
    files: [],
    numbers: [COLOUR_WEIGHT, PICTURE_SIDE],
    decoded: true,
  },
  audio: {
    code: ["sound.ts", "mel.ts", "resample.ts"],
    files: [],
    numbers: [LENGTH_WEIGHT, MAX_WINDOWS, PITCH_WEIGHT],
    decoded: true,
  },
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
async function encoderHash(modality: EncodedModality): Promise<string> {
  const model = modelPath(MODEL_FOLDERS[modality]);
  const { code, files, numbers, decoded } = MAKING[modality];
  const paths = [
    model,
    ...files.map((name) => join(model, "..", "..", name)),
    ...code.map((name) => rootPath("src", "stages", "encoders", name)),
    ...(decoded ? [rootPath("tools", "vectors", "decode.ts")] : []),
  ];
  try {
    const read = await Promise.all(paths.map((path) => readFile(path)));
    return sha256(JSON.stringify(numbers), ...read);
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
