/** Why an item stands where it stands: the exact parts of its logit, the ratings and the paths behind it. */
import { NAMED_RATINGS } from "../config/steering.ts";
import { CALIBRATION, LEARNED, PATHS } from "../config/taste.ts";
import type { KnowledgeGraph } from "../domain/catalogue.ts";
import type { Item, ItemId } from "../domain/item.ts";
import {
  MODALITIES,
  type EncodedModality,
  type Modality,
} from "../domain/modality.ts";
import type {
  Explanation,
  LearnedConcept,
  RatingPart,
} from "../domain/ranking.ts";
import { dot, row } from "../math/dense.ts";
import { zeroWeights, type Weights } from "../math/features.ts";
import { sigmoid } from "../math/scalar.ts";
import { entriesOf, sparseDot } from "../math/sparse.ts";
import type { PathFinder } from "../stages/graph/paths.ts";
import type { BaseModel } from "./taste-base.ts";
import type { Setting } from "./taste-items.ts";
import { steeringOf, type User } from "./taste-users.ts";

/** Parts of a logit; they sum to it by construction. */
interface Parts {
  readonly byModality: Record<Modality, number>;
  readonly prior: number;
}

/**
 * @param user weights without steering
 * @param steered what steering adds to them
 */
function partsOf(
  base: BaseModel,
  { features, share }: Setting,
  user: Weights,
  steered: Weights,
  i: number,
): Parts {
  const { gain, offset } = CALIBRATION;
  const fused = (m: Modality): number =>
    gain * (share[m][i] ?? 0) * dot(row(base.aligned[m], i), user.fused);
  const alone = (m: EncodedModality): number =>
    gain * dot(row(features[m], i), user[m]);
  const concepts = features.concepts;
  return {
    byModality: {
      text: fused("text") + alone("text"),
      image: fused("image") + alone("image"),
      audio: fused("audio") + alone("audio"),
      graph: fused("graph") + gain * sparseDot(concepts, i, user.concepts),
    },
    prior: offset + gain * sparseDot(concepts, i, steered.concepts),
  };
}

/** The whole of it: the parts' sum. */
function logitOf({ byModality, prior }: Parts): number {
  const { text, image, audio, graph } = byModality;
  return text + image + audio + graph + prior;
}

/** What an explanation is made from: one item, seen by one person. */
export interface Asked {
  readonly base: BaseModel;
  readonly setting: Setting;
  readonly items: readonly Item[];
  readonly steered: Parameters<typeof steeringOf>[2];
  readonly row: number;
}

export function partsFor(
  { base, setting, steered, row: i }: Asked,
  { weights }: User,
): Parts {
  const added = steeringOf(setting.features, weights, steered);
  return partsOf(base, setting, weights, added, i);
}

/**
 * The ratings in a score, largest first; the absolute values of their shares sum to 1.
 *
 * @param without the person as if rating `t` had never been made, solved anew
 */
export function ratingParts(
  asked: Asked,
  user: User,
  without: (t: number) => User,
): RatingPart[] {
  const { base, setting, items, row: i } = asked;
  const { rows } = user.foldIn.history;
  const carried = user.carried(i);
  const total = carried.reduce((sum, value) => sum + Math.abs(value), 0) || 1;
  const logit = logitOf(partsFor(asked, user));
  const nothing = zeroWeights(setting.features);
  const order = [...rows.keys()].sort(
    (a, b) => Math.abs(carried[b] ?? 0) - Math.abs(carried[a] ?? 0),
  );
  return order.flatMap((t, place): RatingPart[] => {
    const item = items[rows[t] ?? -1];
    if (!item) return [];
    const value = carried[t] ?? 0;
    const { byModality } = partsOf(base, setting, user.part(t), nothing, i);
    const part = {
      item: item.id,
      share: value / total,
      adds: CALIBRATION.gain * value,
      through: loudest(byModality, Math.sign(value)),
    };
    if (place >= NAMED_RATINGS) return [part];
    const then = logitOf(partsFor(asked, without(t)));
    return [{ ...part, loses: logit - then }];
  });
}

/** The modality that gives most in the direction given. */
function loudest(byModality: Parts["byModality"], direction: number): Modality {
  return MODALITIES.reduce((best, m) =>
    direction * byModality[m] > direction * byModality[best] ? m : best,
  );
}

export function explanationOf(
  item: ItemId,
  parts: Parts,
  found: Pick<Explanation, "byRating" | "paths" | "lift">,
): Explanation {
  const logit = logitOf(parts);
  const { byModality, prior } = parts;
  const named = found.byRating.reduce((sum, { adds }) => sum + adds, 0);
  const rest = logit - prior - named;
  return {
    item,
    score: sigmoid(logit),
    logit,
    byModality,
    prior,
    rest,
    ...found,
  };
}

/** Paths to `to` from the liked rows given, shortest first, each by another way. */
export function pathsTo(
  finder: PathFinder,
  items: readonly Item[],
  starts: readonly number[],
  to: number,
): Explanation["paths"] {
  const ways = new Set<string>();
  return starts
    .flatMap((from) => {
      const item = items[from];
      const steps = item && finder.between(from, to);
      return item && steps ? [{ from: item.id, steps }] : [];
    })
    .sort((a, b) => a.steps.length - b.steps.length)
    .filter(({ steps }) => {
      const way = steps
        .slice(1)
        .map((step) => step.from)
        .join("|");
      if (way !== "" && ways.has(way)) return false;
      ways.add(way);
      return true;
    })
    .slice(0, PATHS.shown);
}

/** Words for every column of the concept block; an item stands for itself. */
export function conceptNames(
  base: BaseModel,
  graph: KnowledgeGraph,
  items: readonly Item[],
): readonly { readonly id: string; readonly label: string }[] {
  return Array.from(base.entities, (entity) => {
    const item = items[entity];
    const concept = graph.concepts[entity - items.length];
    return item
      ? { id: item.id, label: item.title }
      : { id: concept?.id ?? "", label: concept?.label ?? "" };
  });
}

/**
 * The concepts that the user's weights lean on most. A concept counts by what it adds to the liked items
 * that touch it, so that one which several likes share stands above one that a single like has; of
 * concepts that stand for the same ratings only the strongest is named.
 */
export function learnedConcepts(
  base: BaseModel,
  user: Weights,
  rated: readonly number[],
  names: readonly { readonly id: string; readonly label: string }[],
): LearnedConcept[] {
  const sizes = new Int32Array(base.concepts.columns);
  for (const column of base.concepts.indices)
    sizes[column] = (sizes[column] ?? 0) + 1;
  const evidence = new Map<number, { sum: number; rows: number[] }>();
  for (const item of rated)
    for (const [column, value] of entriesOf(base.concepts, item)) {
      if ((sizes[column] ?? 0) > LEARNED.largest) continue;
      const found = evidence.get(column) ?? { sum: 0, rows: [] };
      found.sum += value * (user.concepts[column] ?? 0);
      found.rows.push(item);
      evidence.set(column, found);
    }
  const strongest = [...evidence].sort(
    (a, b) => Math.abs(b[1].sum) - Math.abs(a[1].sum) || a[0] - b[0],
  );
  const scale = Math.abs(strongest[0]?.[1].sum ?? 1) || 1;
  const said = new Set<string>();
  const learned: LearnedConcept[] = [];
  for (const [column, { sum, rows }] of strongest) {
    const name = names[column];
    const key = `${Math.sign(sum)} ${rows.join(" ")}`;
    if (!name || name.label === "" || said.has(key) || sum === 0) continue;
    said.add(key);
    learned.push({
      concept: name.id,
      label: name.label,
      strength: Math.max(-1, Math.min(1, sum / scale)),
    });
    if (learned.length === LEARNED.most) break;
  }
  return learned;
}
