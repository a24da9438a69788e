/** Judges every variant by the taste protocol, with the plain fold-in and nothing that is fine-tuned. */
import { createRandom } from "../../src/device/random.ts";
import {
  judge,
  type Learner,
  type Persona,
  type PersonaResult,
} from "../../src/evaluation/taste-protocol.ts";
import type { ArmResults } from "../../src/evaluation/taste-report.ts";
import { scoreOf, type Features } from "../../src/math/features.ts";
import { foldIn } from "../../src/stages/user/fold-in.ts";
import type { RatingValue } from "../../src/domain/rating.ts";
import { bestOpen } from "../evaluate/arms.ts";
import type { Variant } from "./variants.ts";

export const CHECKPOINTS = [0, 5, 10, 20] as const;

/** Constant of reciprocal rank fusion (Cormack, Clarke & Buettcher 2009). */
const RANK_CONSTANT = 60;

export async function ablate(
  variants: readonly Variant[],
  personas: readonly Persona[],
  seed: number,
  say: (line: string) => void,
): Promise<ArmResults[]> {
  const arms: ArmResults[] = [];
  for (const { name, features } of variants) {
    const results: PersonaResult[] = [];
    const items = features[0]?.fused.rows ?? 0;
    const learner = learnerOf(features);
    for (const [at, persona] of personas.entries())
      results.push(
        await judge(
          learner,
          persona,
          items,
          {
            checkpoints: CHECKPOINTS,
            seeds: 2,
            settleEvery: 1000,
            cutoff: 20,
            seed,
          },
          // The same for every variant, so that all meet the same halves.
          createRandom(seed * 10_007 + at),
        ),
      );
    arms.push({ arm: name, start: "seeded", results });
    say(`${name}: ${results.length} people`);
  }
  return arms;
}

function learnerOf(features: readonly Features[]): Learner {
  let rows: number[] = [];
  let values: RatingValue[] = [];
  const scores = (): Float64Array => {
    const lists = features.map((each) => scoresOf(each, { rows, values }));
    const [only] = lists;
    return lists.length === 1 && only ? only : merged(lists);
  };
  return {
    begin() {
      rows = [];
      values = [];
    },
    rate(row, like) {
      rows.push(row);
      values.push(like ? "like" : "dislike");
    },
    next: (open) => Promise.resolve(bestOpen(scores(), open)),
    settle: () => Promise.resolve(),
    scores: () => Promise.resolve(scores()),
  };
}

function scoresOf(
  features: Features,
  history: {
    readonly rows: readonly number[];
    readonly values: readonly RatingValue[];
  },
): Float64Array {
  const { weights } = foldIn(features, history);
  return Float64Array.from({ length: features.fused.rows }, (_, i) =>
    scoreOf(weights, features, i),
  );
}

/** Reciprocal ranks added up; an item that a modality says nothing of (score 0) gets nothing from it. */
function merged(lists: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(lists[0]?.length ?? 0);
  for (const scores of lists) {
    const order = Array.from(scores.keys()).sort(
      (a, b) => (scores[b] ?? 0) - (scores[a] ?? 0),
    );
    order.forEach((item, place) => {
      if (scores[item] !== 0)
        sum[item] = (sum[item] ?? 0) + 1 / (RANK_CONSTANT + place + 1);
    });
  }
  return sum;
}
