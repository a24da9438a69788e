/**
 * Carries errors through the worker's door with class, code, remedy and cause. Comlink by itself keeps only
 * name, message and stack; both sides import this file before they talk.
 */
import { transferHandlers, type TransferHandler } from "comlink";
import { PalateError, type ErrorCode } from "../domain/errors.ts";

interface WireError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** Of a PalateError only. */
  readonly code?: ErrorCode;
  readonly remedy?: string;
  readonly cause?: WireError;
}

/** Causes of causes beyond this tell nobody anything, and a cycle must end somewhere. */
const DEEPEST_CAUSE = 5;

function toWire(error: unknown, depth = 0): WireError {
  if (!(error instanceof Error))
    return { name: "Error", message: describe(error) };
  const { name, message, stack } = error;
  const own =
    error instanceof PalateError
      ? { code: error.code, remedy: error.remedy }
      : {};
  const hasCause = error.cause !== undefined && depth < DEEPEST_CAUSE;
  const cause = hasCause ? { cause: toWire(error.cause, depth + 1) } : {};
  return { name, message, stack, ...own, ...cause };
}

function fromWire(wire: WireError): Error {
  const options =
    wire.cause === undefined ? {} : { cause: fromWire(wire.cause) };
  if (wire.code !== undefined) {
    const error = new PalateError(
      wire.code,
      wire.message,
      wire.remedy ?? "",
      options,
    );
    if (wire.stack !== undefined) error.stack = wire.stack;
    return error;
  }
  const error = new Error(wire.message, options);
  error.name = wire.name;
  if (wire.stack !== undefined) error.stack = wire.stack;
  return error;
}

/** Some libraries throw strings and bare objects. */
function describe(thrown: unknown): string {
  if (typeof thrown === "object" && thrown !== null && "message" in thrown) {
    return String(thrown.message);
  }
  return String(thrown);
}

interface Thrown {
  readonly value: unknown;
}

/** Replaces Comlink's handler of thrown values; its `canHandle` knows the marker that it keeps to itself. */
export function carryErrors(): void {
  const usual = transferHandlers.get("throw") as
    TransferHandler<Thrown, unknown> | undefined;
  if (usual === undefined)
    throw new Error("Comlink has no handler for thrown values any more.");
  const handler: TransferHandler<Thrown, WireError> = {
    canHandle: (value): value is Thrown => usual.canHandle(value),
    serialize: ({ value }) => [toWire(value), []],
    deserialize: (wire) => {
      throw fromWire(wire);
    },
  };
  transferHandlers.set("throw", handler);
}
