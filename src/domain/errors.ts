/**
 * The one error class of Palate. A code to branch on, a message that says what happened, and a remedy
 * that says what the person can do; all three survive the trip out of a worker.
 */

export type ErrorCode =
  | "no-adapter" // no WebGPU adapter, and none can be had
  | "device-lost" // the GPU went away; the work can be repeated
  | "worker-lost" // the engine's thread crashed or went silent; the work can be repeated
  | "encoder-mismatch" // an encoder's output differs from its stored reference
  | "encoder-failed" // an encoder could not be loaded or run
  | "adapter-file" // an adapter file is damaged, too large or made for another base
  | "backup-file" // a backup file is damaged or of an unknown version
  | "catalogue-file" // catalogue, graph or vectors are missing or damaged
  | "storage" // IndexedDB refused or is full
  | "unexpected" // a fault of ours or of a library; the cause tells more
  | "cancelled" // the caller asked for it
  | "bad-input"; // arguments of a command or a file given by a person

export class PalateError extends Error {
  override readonly name = "PalateError";
  readonly code: ErrorCode;
  /** One sentence in the imperative, or empty when there is nothing to do. */
  readonly remedy: string;

  constructor(
    code: ErrorCode,
    message: string,
    remedy = "",
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/** True for the error that an aborted call throws, which nobody needs to be told about. */
export function isCancelled(error: unknown): boolean {
  return error instanceof PalateError && error.code === "cancelled";
}
