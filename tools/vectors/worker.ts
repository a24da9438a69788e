/** One process that encodes: gets batches of contents, gives back their vectors. Wired by ./pool.ts. */
import { readFile } from "node:fs/promises";
import type { EncodedModality } from "../../src/domain/modality.ts";
import { encodePictures } from "../../src/stages/encoders/picture.ts";
import type { Rows, Run, Tokenize } from "../../src/stages/encoders/run.ts";
import { encodeSounds } from "../../src/stages/encoders/sound.ts";
import { encodeTexts } from "../../src/stages/encoders/text.ts";
import { MODEL_FOLDERS, modelPath } from "../encoders/folders.ts";
import { openModel, openTokenizer } from "../encoders/session.ts";
import { decodePicture, decodeSound } from "./decode.ts";
import type { Request, Response } from "./pool.ts";

const runs = new Map<EncodedModality, Promise<Run>>();

function runOf(modality: EncodedModality): Promise<Run> {
  const known =
    runs.get(modality) ??
    readFile(modelPath(MODEL_FOLDERS[modality])).then(openModel);
  runs.set(modality, known);
  return known;
}

let tokenizer: Promise<Tokenize> | null = null;

async function encode({ modality, contents }: Request): Promise<Rows> {
  const run = await runOf(modality);
  switch (modality) {
    case "text":
      tokenizer ??= openTokenizer();
      return encodeTexts(contents, await tokenizer, run);
    case "image":
      return encodePictures(await decoded(contents, decodePicture), run);
    case "audio":
      return encodeSounds(await decoded(contents, decodeSound), run);
    default:
      return modality satisfies never;
  }
}

function decoded<T>(
  paths: readonly string[],
  decode: (bytes: Uint8Array, name: string) => Promise<T>,
): Promise<T[]> {
  return Promise.all(
    paths.map(async (path) => decode(await readFile(path), path)),
  );
}

process.on("message", (request: Request) => {
  void encode(request).then(
    (rows) => answer({ rows }),
    (error: unknown) => answer({ error: String(error) }),
  );
});
// Nothing is left to do once whoever asks is gone.
process.on("disconnect", () => process.exit());

function answer(response: Response): void {
  process.send?.(response);
}
