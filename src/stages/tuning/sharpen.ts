/**
 * Which concepts speak louder for this person. A union of a few small concepts is learned faster when the
 * concept that several likes share counts for more than those which single likes happen to have: one step
 * of a re-weighted ridge (as in Candes, Wakin & Boyd 2008, arXiv 0711.1612, section 1.3, and in automatic
 * relevance determination), in closed form.
 */
import type { FineTune } from "../../domain/adapter.ts";
import type { Features, Weights } from "../../math/features.ts";
import { entriesOf } from "../../math/sparse.ts";

export interface Sharpening {
  readonly concepts: FineTune["concepts"];
  /** Log gain of the concept block that keeps the likes' own length in it as it was. */
  readonly block: number;
}

/**
 * @param weights the fold-in's
 * @param liked rows
 * @param most how much louder the strongest concept becomes, as a factor less 1
 */
export function sharpening(
  features: Features,
  weights: Weights,
  liked: readonly number[],
  most: number,
): Sharpening {
  const strength = new Map<number, number>();
  for (const item of liked)
    for (const [column] of entriesOf(features.concepts, item))
      strength.set(column, Math.max(weights.concepts[column] ?? 0, 0));
  const strongest = Math.max(0, ...strength.values());
  if (most === 0 || strongest === 0)
    return { concepts: { columns: [], gains: new Float32Array() }, block: 0 };
  const columns = [...strength.keys()].sort((a, b) => a - b);
  const gains = Float32Array.from(columns, (column) =>
    Math.log1p(most * ((strength.get(column) ?? 0) / strongest) ** 2),
  );
  const factor = new Map(
    columns.map((column, at) => [column, Math.exp(gains[at] ?? 0)]),
  );
  let before = 0;
  let after = 0;
  for (const item of liked)
    for (const [column, value] of entriesOf(features.concepts, item)) {
      before += value * value;
      after += value * value * (factor.get(column) ?? 1);
    }
  const block = after > 0 ? Math.log(before / after) : 0;
  return { concepts: { columns, gains }, block };
}
