/**
 * A file to be read, and the error that says where it is wrong. A browser's `File` is one as it is; in Node it is
 * `{ name, size, stream: () => Readable.toWeb(createReadStream(path)) }`.
 */
import { LARGEST_DATA_FILE } from "../../config/reading.ts";
import { PalateError } from "../../domain/errors.ts";

export interface DataFile {
  /** Without folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  stream(): ByteStream;
}

/** What of a `ReadableStream` is used: Node's and the browser's are two types. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{
      readonly done: boolean;
      readonly value?: Uint8Array | undefined;
    }>;
    cancel(): Promise<void>;
  };
}

/** What a person is told: which file, which line (from 1), what is wrong there, and what to do about it. */
export function wrongLine(
  file: string,
  line: number,
  what: string,
  remedy: string,
  cause?: unknown,
): PalateError {
  return new PalateError(
    "bad-input",
    `${file}, line ${line}: ${what}`,
    remedy,
    {
      cause,
    },
  );
}

export function wrongFile(
  file: string,
  what: string,
  remedy: string,
): PalateError {
  return new PalateError("bad-input", `${file}: ${what}`, remedy);
}

export function checkSize({ name, size }: DataFile): void {
  if (size === 0) {
    throw wrongFile(name, "the file is empty.", "Give the whole data set.");
  }
  if (size > LARGEST_DATA_FILE) {
    const gibibytes = (size / 1024 ** 3).toFixed(1);
    throw wrongFile(
      name,
      `${gibibytes} GiB is more than can be read here.`,
      "Give a part of it, for example the last year.",
    );
  }
}
