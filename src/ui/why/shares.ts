/** An explanation as signed shares for the bar chart: exact parts of the logit, none left out. */
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import type { Explanation } from "../../domain/ranking.ts";

export interface Share {
  readonly part: Modality | "prior";
  /** In logits; all of them sum to the explanation's logit. */
  readonly value: number;
  /** Length of its bar in [0, 1], the largest share being 1. */
  readonly length: number;
}

export function sharesOf(
  explanation: Pick<Explanation, "byModality" | "prior">,
): readonly Share[] {
  const parts = [
    ...MODALITIES.map((part) => ({
      part,
      value: explanation.byModality[part],
    })),
    { part: "prior", value: explanation.prior } as const,
  ];
  const largest = Math.max(...parts.map(({ value }) => Math.abs(value)));
  return parts.map((share) => ({
    ...share,
    length: largest > 0 ? Math.abs(share.value) / largest : 0,
  }));
}
