/**
 * The scorer: `u^T W phi_i + b` for every item at once, with `W` folded into the user's weights
 * (u^T (W + B A) phi = (W + B A)^T u . phi, so an adapted scorer costs the same as a plain one).
 *
 * On a GPU one kernel of our own does it all (./score-gpu.ts); on WebAssembly TensorFlow.js does
 * (./score-tensors.ts). Both are exact: nothing is approximated, and every score comes back.
 */
import { ownCompute } from "../../device/compute.ts";
import type { Modality } from "../../domain/modality.ts";
import type { Matrix } from "../../math/dense.ts";
import type { Weights } from "../../math/features.ts";
import type { QuantisedRows } from "../../math/quantise.ts";
import type { SparseRows } from "../../math/sparse.ts";
import { createGpuScorer } from "./score-gpu.ts";
import { createTensorScorer } from "./score-tensors.ts";

/** The items under one setting of the sliders. */
export interface Fusion {
  /** `[N, D]` */
  readonly fused: Matrix;
  /** `[N]` each: the factor with which `z_i^m` enters `f_i`. */
  readonly share: Readonly<Record<Modality, Float32Array>>;
}

/** What does not change while the catalogue does not. */
export interface ScoredItems {
  /** `[N, D]` each, `z_i^m` as the base file has it: a scale of 0 marks a missing modality. */
  readonly vectors: Readonly<Record<Modality, QuantisedRows>>;
  /** The same as floats. */
  readonly aligned: Readonly<Record<Modality, Matrix>>;
  /** `[N, C]` */
  readonly concepts: SparseRows;
}

export interface Scorer {
  /** `[N]` logits before calibration, for each of the given users. */
  score(users: readonly Weights[]): Promise<Float32Array[]>;
  /** Takes over what the sliders changed. */
  replaceFusion(fusion: Fusion): void;
  /** Bytes on the backend. */
  readonly bytes: number;
  dispose(): void;
}

/** The owner calls `dispose`. */
export async function createScorer(
  items: ScoredItems,
  fusion: Fusion,
): Promise<Scorer> {
  const compute = ownCompute();
  return compute
    ? createGpuScorer(compute, items, fusion)
    : createTensorScorer(items, fusion);
}
