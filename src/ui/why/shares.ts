/** An explanation as rows of a signed bar chart. Two ways to cut the same score; each sums to its logit exactly. */
import { MODALITIES, type Modality } from "../../domain/modality.ts";
import type { Explanation, RatingPart } from "../../domain/ranking.ts";

/** Ratings that get a row of their own. */
const NAMED = 4;
/** Less than this shows as 0.00 and says nothing. */
const NOTHING = 0.005;

interface Measured {
  /** In logits; those of one chart sum to the explanation's logit. */
  readonly value: number;
  /** Length of its bar in [0, 1], the largest part of both charts being 1. */
  readonly length: number;
}

export type ModalityRow = Measured & { readonly part: Modality | "prior" };

export type RatingRow = Measured &
  (
    | { readonly is: "rating"; readonly rating: RatingPart }
    | { readonly is: "others"; readonly count: number }
    | { readonly is: "prior" }
  );

export interface Charts {
  readonly byModality: readonly ModalityRow[];
  readonly byRating: readonly RatingRow[];
}

export function chartsOf(
  explanation: Pick<Explanation, "byModality" | "byRating" | "rest" | "prior">,
): Charts {
  const { byModality, byRating, rest, prior } = explanation;
  const named = byRating.slice(0, NAMED);
  const others = byRating.slice(NAMED);
  const left = others.reduce((sum, { adds }) => sum + adds, rest);
  const values = [
    prior,
    left,
    ...named.map(({ adds }) => adds),
    ...MODALITIES.map((part) => byModality[part]),
  ];
  const largest = Math.max(...values.map(Math.abs)) || 1;
  const measured = (value: number): Measured => {
    return { value, length: Math.abs(value) / largest };
  };
  return {
    byModality: [
      ...MODALITIES.map((part) => ({ part, ...measured(byModality[part]) })),
      { part: "prior", ...measured(prior) },
    ],
    byRating: [
      ...named.map((rating) => {
        return { is: "rating", rating, ...measured(rating.adds) } as const;
      }),
      ...(others.length > 0 || Math.abs(left) > NOTHING
        ? [{ is: "others", count: others.length, ...measured(left) } as const]
        : []),
      { is: "prior", ...measured(prior) },
    ],
  };
}
