/** The files of a folder, or one file, as a data set. */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { PalateError } from "../../src/domain/errors.ts";
import type { Dataset } from "../../src/evaluation/read/dataset.ts";
import type { DataFile } from "../../src/evaluation/read/file.ts";
import { readDataset } from "../../src/evaluation/read/read.ts";

export async function readFolder(path: string): Promise<Dataset> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new PalateError(
      "bad-input",
      `${path} is not there.`,
      "Give --data the folder that holds the data set's files.",
    );
  const paths = found.isDirectory()
    ? (await readdir(path, { withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(({ name }) => join(path, name))
        .sort()
    : [path];
  return readDataset(await Promise.all(paths.map(dataFile)));
}

async function dataFile(path: string): Promise<DataFile> {
  const { size } = await stat(path);
  return {
    name: basename(path),
    size,
    stream: (): ReadableStream<Uint8Array> =>
      Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  };
}
