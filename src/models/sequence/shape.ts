/**
 * The causal transformer's parameters by name: one table for training on the GPU (./network.ts) and for answering on
 * plain arrays (./cached-history.ts). Pre-norm blocks with RMSNorm (Zhang & Sennrich 2019, arXiv 1910.07467), one head,
 * ReLU, learned places, the item table shared by input and output (SASRec: Kang & McAuley 2018, arXiv 1808.09781).
 */
import type { TRANSFORMER } from "../../config/sequence.ts";
import type { Random } from "../../domain/random.ts";

export type TransformerSettings = {
  readonly [name in keyof typeof TRANSFORMER]: number;
};

/** `[rows, columns]`, and what a fresh one holds: normal numbers of this size around this mean. */
export interface ParameterShape {
  readonly rows: number;
  readonly columns: number;
  readonly mean: number;
  readonly spread: number;
}

/** Values by name, row-major. */
export type Parameters = ReadonlyMap<string, Float32Array>;

/** Of a block; `l` counts from 0. */
export const named = (l: number, part: string): string => `layer${l}.${part}`;

export function parameterShapes(
  items: number,
  { dimensions: d, layers, widening, length }: TransformerSettings,
): ReadonlyMap<string, ParameterShape> {
  const gain = { rows: 1, columns: d, mean: 1, spread: 0 };
  const linear = (rows: number, columns: number): ParameterShape => ({
    rows,
    columns,
    mean: 0,
    spread: Math.sqrt(1 / rows),
  });
  const shapes = new Map<string, ParameterShape>([
    ["items", { rows: items, columns: d, mean: 0, spread: d ** -0.5 }],
    ["places", { rows: length, columns: d, mean: 0, spread: 0.1 * d ** -0.5 }],
    ["gain", gain],
  ]);
  for (let l = 0; l < layers; l += 1) {
    shapes.set(named(l, "attention.gain"), gain);
    for (const part of ["query", "key", "value", "out"])
      shapes.set(named(l, part), linear(d, d));
    shapes.set(named(l, "forward.gain"), gain);
    shapes.set(named(l, "widen"), linear(d, d * widening));
    shapes.set(named(l, "narrow"), linear(d * widening, d));
  }
  return shapes;
}

export function freshParameters(
  shapes: ReadonlyMap<string, ParameterShape>,
  random: Random,
): Map<string, Float32Array> {
  return new Map(
    [...shapes].map(([name, { rows, columns, mean, spread }]) => [
      name,
      Float32Array.from(
        { length: rows * columns },
        () => mean + (spread === 0 ? 0 : spread * random.normal()),
      ),
    ]),
  );
}

/** Keeps a norm finite where everything is zero; both sides use the same. */
export const NORM_FLOOR = 1e-6;
