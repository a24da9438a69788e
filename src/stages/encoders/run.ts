/**
 * The narrow waist between what encoders do to their inputs and what runs the network: transformers.js in
 * the tab (./network.ts), ONNX Runtime's wasm in the build (tools/encoders/session.ts).
 */

export type Feed =
  | {
      readonly type: "float32";
      readonly data: Float32Array;
      readonly dims: readonly number[];
    }
  | {
      readonly type: "int64";
      readonly data: BigInt64Array;
      readonly dims: readonly number[];
    };

/** Runs a network once; gives its output `[B, d]`. */
export type Run = (
  feeds: Readonly<Record<string, Feed>>,
) => Promise<Float32Array>;

/** Token ids of each text, not padded. */
export type Tokenize = (texts: readonly string[]) => readonly number[][];

/** `[n, d]` row-major. */
export interface Rows {
  readonly data: Float32Array;
  readonly count: number;
  readonly size: number;
}
