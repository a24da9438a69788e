/** What the ablation compares: the same fold-in on different features of the same items. */
import { MODALITIES, type Modality } from "../../src/domain/modality.ts";
import {
  addScaled,
  matrix,
  row,
  unitRows,
  type Matrix,
} from "../../src/math/dense.ts";
import type { Features } from "../../src/math/features.ts";
import type { BaseModel } from "../../src/pipeline/taste-base.ts";
import { featuresOf } from "../../src/pipeline/taste-items.ts";
import type { Trained } from "./train.ts";

export interface Variant {
  readonly name: string;
  readonly group: "modalities" | "fusion" | "pretraining";
  /** One set of features, or several whose rankings are merged. */
  readonly features: readonly Features[];
}

/** The name of what ships, which everything else is compared with. */
export const SHIPPED = "text + image + audio + graph";

export function variantsOf(
  base: BaseModel,
  trained: readonly Trained[],
): Variant[] {
  const { aligned } = base;
  const all = heard(base, MODALITIES, meanOf(aligned, MODALITIES));
  const only = (m: Modality): Features => heard(base, [m], aligned[m]);
  const steps: (readonly Modality[])[] = [
    ["text"],
    ["text", "image"],
    ["text", "image", "audio"],
    MODALITIES,
  ];
  return [
    ...steps.map((modalities): Variant => ({
      name: modalities.join(" + "),
      group: "modalities",
      features: [heard(base, modalities, meanOf(aligned, modalities))],
    })),
    {
      name: "graph alone",
      group: "modalities",
      features: [only("graph")],
    },
    {
      name: "no fused block",
      group: "fusion",
      features: [{ ...all, scales: { ...all.scales, fused: 0 } }],
    },
    {
      name: "concatenation",
      group: "fusion",
      features: [heard(base, MODALITIES, concatenated(aligned))],
    },
    {
      name: "decision level",
      group: "fusion",
      features: MODALITIES.map(only),
    },
    ...trained.map(({ name, encoded }): Variant => ({
      name,
      group: "pretraining",
      features: [heard(base, MODALITIES, encoded)],
    })),
  ];
}

/** Only the blocks of the modalities that take part are heard. */
function heard(
  base: BaseModel,
  modalities: readonly Modality[],
  fused: Matrix,
): Features {
  return featuresOf(base, fused, (m) => (modalities.includes(m) ? 1 : 0));
}

/** Masked mean, unit rows: what additive attention gives before anything trained its value. */
function meanOf(
  aligned: BaseModel["aligned"],
  modalities: readonly Modality[],
): Matrix {
  const fused = matrix(aligned.text.rows, aligned.text.columns);
  for (const m of modalities)
    for (let i = 0; i < fused.rows; i += 1)
      addScaled(row(fused, i), row(aligned[m], i), 1);
  unitRows(fused);
  return fused;
}

function concatenated(aligned: BaseModel["aligned"]): Matrix {
  const { rows, columns } = aligned.text;
  const wide = matrix(rows, columns * MODALITIES.length);
  MODALITIES.forEach((m, at) => {
    for (let i = 0; i < rows; i += 1)
      row(wide, i).set(row(aligned[m], i), at * columns);
  });
  unitRows(wide);
  return wide;
}
