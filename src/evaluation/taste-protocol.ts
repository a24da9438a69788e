/**
 * How well a learner finds a simulated person's taste. Half of the person's likes are held out and never
 * shown. The learner is told two of the others (seeded) or nothing (cold); then it shows one item after
 * the other, and the simulation likes what is in the person's list and dislikes everything else. After
 * some ratings all held-out likes and all never-liked items are ranked, and NDCG@20 is taken.
 *
 * It judges anything that chooses and scores; what the app shows is judged by giving it the app's model.
 */
import type { Random } from "../domain/random.ts";
import { ndcg } from "../math/metrics.ts";
import { topK } from "../math/topk.ts";

export interface Persona {
  readonly id: string;
  /** Rows of the catalogue. */
  readonly liked: readonly number[];
}

export interface Learner {
  /** Forgets everybody. */
  begin(seed: number): void;
  rate(row: number, like: boolean): void;
  /** The next item to show among those that are open; -1 when there is none. */
  next(open: (row: number) => boolean): Promise<number>;
  /** Called before scores are taken at a checkpoint, and every few ratings: slow learning goes here. */
  settle(): Promise<void>;
  /** `[N]` */
  scores(): Promise<ArrayLike<number>>;
}

export interface Protocol {
  /** Numbers of ratings at which the ranking is judged, ascending. */
  readonly checkpoints: readonly number[];
  /** Likes named at the start; 0 is cold. */
  readonly seeds: number;
  /** `settle` runs each time after this many ratings. */
  readonly settleEvery: number;
  readonly cutoff: number;
  readonly seed: number;
}

export interface PersonaResult {
  readonly persona: string;
  /** NDCG at each checkpoint. */
  readonly ndcg: readonly number[];
  /** Ratings until the first like among those shown; Infinity when none was found. */
  readonly firstLike: number;
  /** Likes among the shown. */
  readonly found: number;
}

/** The person's likes, dealt into the half that is held out, the seeds, and the rest. */
function split(
  persona: Persona,
  seeds: number,
  random: Random,
): { heldOut: Set<number>; named: number[] } {
  const dealt = random.shuffle(persona.liked);
  const half = Math.floor(dealt.length / 2);
  return {
    heldOut: new Set(dealt.slice(0, half)),
    named: dealt.slice(half, half + seeds),
  };
}

export async function judge(
  learner: Learner,
  persona: Persona,
  items: number,
  protocol: Protocol,
  random: Random,
): Promise<PersonaResult> {
  const { heldOut, named } = split(persona, protocol.seeds, random);
  const liked = new Set(persona.liked);
  const rated = new Set<number>();
  const rate = (row: number): void => {
    rated.add(row);
    learner.rate(row, liked.has(row));
  };
  learner.begin(random.integer(2 ** 31));
  named.forEach(rate);
  const judged: number[] = [];
  let found = 0;
  let firstLike = Infinity;
  const last = protocol.checkpoints.at(-1) ?? 0;
  for (let count = 0; count <= last; count += 1) {
    if (count > 0) {
      const row = await learner.next(
        (each) => !heldOut.has(each) && !rated.has(each),
      );
      if (row >= 0) {
        rate(row);
        if (liked.has(row)) {
          found += 1;
          firstLike = Math.min(firstLike, count);
        }
      }
    }
    const due = protocol.checkpoints.includes(count);
    if (due || count % protocol.settleEvery === 0) await learner.settle();
    if (!due) continue;
    const scores = await learner.scores();
    const candidates = Array.from({ length: items }, (_, i) => i).filter(
      (i) => heldOut.has(i) || !liked.has(i),
    );
    const hits = topK(scores, protocol.cutoff, candidates).map((i) =>
      heldOut.has(i),
    );
    judged.push(ndcg(hits, heldOut.size, protocol.cutoff));
  }
  return { persona: persona.id, ndcg: judged, firstLike, found };
}
