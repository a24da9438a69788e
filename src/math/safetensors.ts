/**
 * The safetensors container: named tensors behind a JSON header. Pure bytes in, pure bytes out; it knows
 * nothing of what the tensors mean. Files come from people too, so the reader believes nothing that it
 * has not checked: sizes, offsets, shapes, overlaps and names.
 *
 * Layout (https://github.com/huggingface/safetensors#format): u64 little-endian header length, the JSON
 * header, then the tensors' bytes without gaps. F16 is carried as raw bits in a Uint16Array.
 */

export type TensorData =
  Float32Array | Int8Array | Int32Array | Uint8Array | Uint16Array;
export type Dtype = "F32" | "F16" | "I8" | "I32" | "U8";

export interface Tensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

export type SafetensorsProblem =
  | "truncated" // fewer bytes than the header or a tensor asks for
  | "oversized" // header or file above the reader's limit
  | "header" // the header is not the JSON that the format wants
  | "dtype" // a dtype that Palate does not read
  | "shape" // shape, offsets and dtype disagree
  | "layout" // tensors overlap, leave gaps or leave bytes over
  | "duplicate"; // one name twice

/** Why a file was refused; callers turn it into a `PalateError` with the right code and remedy. */
export class SafetensorsError extends Error {
  override readonly name = "SafetensorsError";
  readonly problem: SafetensorsProblem;
  constructor(
    problem: SafetensorsProblem,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.problem = problem;
  }
}

/** Bytes; the format's own limit is 100 MB, Palate's largest header is below 100 kB. */
const MAX_HEADER = 8 * 1024 * 1024;
/** Bytes; the header is padded with spaces to this, so that every 4-byte tensor can be viewed in place. */
const ALIGNMENT = 8;
const MAX_RANK = 8;

const ARRAYS = {
  F32: Float32Array,
  F16: Uint16Array,
  I8: Int8Array,
  I32: Int32Array,
  U8: Uint8Array,
} as const;

const isDtype = (value: unknown): value is Dtype =>
  typeof value === "string" && Object.hasOwn(ARRAYS, value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const elements = (shape: readonly number[]): number =>
  shape.reduce((n, d) => n * d, 1);

const isMap = (
  tensors: Readonly<Record<string, Tensor>> | ReadonlyMap<string, Tensor>,
): tensors is ReadonlyMap<string, Tensor> => tensors instanceof Map;

/**
 * Writes tensors, widest dtype first and then by name, so that the same input always gives the same
 * bytes and every tensor starts aligned to its element size.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>> | ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const entries = isMap(tensors) ? [...tensors] : Object.entries(tensors);
  entries.sort(
    ([a, { dtype: s }], [b, { dtype: t }]) =>
      ARRAYS[t].BYTES_PER_ELEMENT - ARRAYS[s].BYTES_PER_ELEMENT ||
      (a < b ? -1 : 1),
  );
  const sorted = Object.entries(metadata).sort(([a], [b]) => (a < b ? -1 : 1));
  const header: [string, unknown][] = [
    ["__metadata__", Object.fromEntries(sorted)],
  ];
  let offset = 0;
  for (const [name, { dtype, shape, data }] of entries) {
    if (name === "__metadata__")
      throw new SafetensorsError("header", `"${name}" is no tensor name.`);
    if (!(data instanceof ARRAYS[dtype]))
      throw new SafetensorsError(
        "dtype",
        `Tensor "${name}" says ${dtype} and holds another type.`,
      );
    if (elements(shape) !== data.length)
      throw new SafetensorsError(
        "shape",
        `Tensor "${name}" is not [${shape.join(", ")}].`,
      );
    header.push([
      name,
      { dtype, shape, data_offsets: [offset, offset + data.byteLength] },
    ]);
    offset += data.byteLength;
  }
  const json = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries(header)),
  );
  const headerBytes = Math.ceil(json.length / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(8 + headerBytes + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes).set(json, 8);
  let at = 8 + headerBytes;
  for (const [, { data }] of entries) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/**
 * Reads and checks a whole file. The tensors are copies, so the file's buffer can go.
 *
 * @param limitBytes refuse anything larger before looking at it
 * @throws SafetensorsError and nothing else
 */
export function readSafetensors(
  file: Uint8Array,
  limitBytes: number = Number.MAX_SAFE_INTEGER,
): SafetensorsFile {
  if (file.length > limitBytes)
    throw new SafetensorsError(
      "oversized",
      `${file.length} bytes is more than ${limitBytes}.`,
    );
  if (file.length < 8)
    throw new SafetensorsError("truncated", "The file ends before its header.");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = view.getBigUint64(0, true);
  if (headerBytes > BigInt(MAX_HEADER))
    throw new SafetensorsError(
      "oversized",
      `A header of ${headerBytes} bytes is not believable.`,
    );
  const start = 8 + Number(headerBytes);
  if (start > file.length)
    throw new SafetensorsError("truncated", "The file ends inside its header.");
  const header = parseHeader(file.subarray(8, start));
  // Not `subarray`: a Node Buffer stays one, and its `slice` would not copy.
  const body = new Uint8Array(
    file.buffer,
    file.byteOffset + start,
    file.length - start,
  );
  const tensors = new Map<string, Tensor>();
  const spans: [number, number][] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { dtype, shape, from, to } = checkEntry(name, entry);
    if (to > body.length)
      throw new SafetensorsError(
        "truncated",
        `The file ends inside tensor "${name}".`,
      );
    spans.push([from, to]);
    const data = new ARRAYS[dtype](body.slice(from, to).buffer);
    tensors.set(name, { dtype, shape, data });
  }
  checkLayout(spans, body.length);
  return { tensors, metadata: readMetadata(header["__metadata__"]) };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
    header = JSON.parse(text);
  } catch (cause) {
    throw new SafetensorsError("header", "The header is not JSON.", { cause });
  }
  if (!isRecord(header))
    throw new SafetensorsError("header", "The header is not a JSON object.");
  const repeated = repeatedKey(text);
  if (repeated !== null)
    throw new SafetensorsError(
      "duplicate",
      `The header names ${repeated} twice.`,
    );
  return header;
}

/** `JSON.parse` lets the last of two equal keys win silently; this finds the first repeated one. */
function repeatedKey(json: string): string | null {
  const seen: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
  for (let match = token.exec(json); match; match = token.exec(json)) {
    const [text] = match;
    if (text === "{") seen.push(new Set());
    else if (text === "[") seen.push(null);
    else if (text === "}" || text === "]") seen.pop();
    else if (/^\s*:/.test(json.slice(token.lastIndex, token.lastIndex + 64))) {
      const key: unknown = JSON.parse(text);
      const keys = seen.at(-1);
      if (typeof key !== "string" || !keys) continue;
      if (keys.has(key)) return text;
      keys.add(key);
    }
  }
  return null;
}

interface Entry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function checkEntry(name: string, entry: unknown): Entry {
  if (!isRecord(entry))
    throw new SafetensorsError("header", `"${name}" is not an object.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDtype(dtype))
    throw new SafetensorsError(
      "dtype",
      `Tensor "${name}" has dtype ${JSON.stringify(dtype)}.`,
    );
  if (!isCounts(shape) || shape.length > MAX_RANK)
    throw new SafetensorsError("shape", `Tensor "${name}" has no valid shape.`);
  if (!isCounts(offsets) || offsets.length !== 2)
    throw new SafetensorsError(
      "shape",
      `Tensor "${name}" has no valid offsets.`,
    );
  const [from = 0, to = 0] = offsets;
  const wanted = elements(shape) * ARRAYS[dtype].BYTES_PER_ELEMENT;
  if (to - from !== wanted)
    throw new SafetensorsError(
      "shape",
      `Tensor "${name}" has ${to - from} bytes, not ${wanted}.`,
    );
  return { dtype, shape, from, to };
}

function isCounts(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((n) => Number.isSafeInteger(n) && n >= 0)
  );
}

/** The format wants the tensors to fill the body: no overlap, no gap, nothing after the last. */
function checkLayout(
  spans: readonly [number, number][],
  bodyBytes: number,
): void {
  let end = 0;
  for (const [from, to] of spans.toSorted(
    (a, b) => a[0] - b[0] || a[1] - b[1],
  )) {
    if (from !== end)
      throw new SafetensorsError(
        "layout",
        `Tensors overlap or leave a gap at byte ${end}.`,
      );
    end = to;
  }
  if (end !== bodyBytes)
    throw new SafetensorsError(
      "layout",
      `${bodyBytes - end} bytes follow the last tensor.`,
    );
}

function readMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value))
    throw new SafetensorsError("header", "The metadata is not an object.");
  const metadata: [string, string][] = [];
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string")
      throw new SafetensorsError(
        "header",
        `Metadata "${key}" is not a string.`,
      );
    metadata.push([key, text]);
  }
  return Object.fromEntries(metadata);
}
