/**
 * The single home of `fetch`: files of this origin, as bytes, text or JSON, with progress, a bound and abort.
 * It refuses other origins; what would leave all the same is counted by ./outside.ts.
 */
import { bytes, type Bytes } from "../domain/brand.ts";
import { PalateError, type ErrorCode } from "../domain/errors.ts";

export interface FetchOptions {
  readonly signal?: AbortSignal;
  /** Called for every chunk; `total` is 0 while the server has not said it. */
  readonly onProgress?: (progress: {
    readonly loaded: Bytes;
    readonly total: Bytes;
  }) => void;
  /** More than this is refused before it is held in memory. */
  readonly limit?: Bytes;
  /** The code of the error when the file cannot be had. */
  readonly code?: ErrorCode;
}

/** Larger than any file that the build makes (ONNX Runtime's wasm, 27 MB), small enough for any tab. */
const DEFAULT_LIMIT = bytes(256 * 1024 * 1024);

const REMEDY = "Check the connection to this page's server and reload.";

function failure(
  url: URL,
  options: FetchOptions,
  why: string,
  cause?: unknown,
): PalateError {
  if (options.signal?.aborted === true) {
    return new PalateError(
      "cancelled",
      `Loading ${url.pathname} was cancelled.`,
      "",
      { cause },
    );
  }
  const code = options.code ?? "catalogue-file";
  return new PalateError(
    code,
    `${url.pathname} could not be loaded: ${why}`,
    REMEDY,
    { cause },
  );
}

async function request(url: URL, options: FetchOptions): Promise<Response> {
  if (url.origin !== globalThis.location.origin) {
    throw new PalateError(
      "bad-input",
      `${url.href} is not a file of this page.`,
    );
  }
  const response = await fetch(url, { signal: options.signal ?? null }).catch(
    (cause: unknown) => {
      throw failure(url, options, "no answer.", cause);
    },
  );
  if (!response.ok)
    throw failure(url, options, `the server answered ${response.status}.`);
  // A single-page server answers a missing file with the page itself.
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/html"))
    throw failure(url, options, "the file does not exist.");
  return response;
}

/** `content-length` counts compressed bytes, so behind an encoding it is no total. */
function announcedLength(response: Response): number {
  if (response.headers.has("content-encoding")) return 0;
  return Number(response.headers.get("content-length") ?? 0);
}

function joined(
  chunks: readonly Uint8Array[],
  size: number,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}

/** The file's bytes in a buffer of their own. Relative addresses are relative to the page or worker file. */
export async function fetchBytes(
  address: string | URL,
  options: FetchOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(address, globalThis.location.href);
  const response = await request(url, options);
  const total = bytes(announcedLength(response));
  const limit = options.limit ?? DEFAULT_LIMIT;
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  try {
    for await (const chunk of response.body ?? []) {
      loaded += chunk.byteLength;
      if (loaded > limit)
        throw failure(url, options, `it is larger than ${limit} bytes.`);
      chunks.push(chunk);
      options.onProgress?.({ loaded: bytes(loaded), total });
    }
  } catch (cause) {
    if (cause instanceof PalateError) throw cause;
    throw failure(url, options, "the connection broke off.", cause);
  }
  return joined(chunks, loaded);
}

/** The file's JSON, not yet checked: whoever asks parses it into a type. */
export async function fetchJson(
  address: string | URL,
  options: FetchOptions = {},
): Promise<unknown> {
  const text = new TextDecoder().decode(await fetchBytes(address, options));
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    const url = new URL(address, globalThis.location.href);
    throw failure(url, options, "it is not JSON.", cause);
  }
}
