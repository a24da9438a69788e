/**
 * Link prediction: for every test triple the true head and the true tail are ranked among all entities. Filtered
 * (Bordes et al. 2013, section 4.1): other entities that are known to be true, in whichever part, are no candidates.
 */
import { PalateError } from "../domain/errors.ts";
import type { LinkPredictor, LinkQuery, Triples } from "../domain/model.ts";
import type { Random } from "../domain/random.ts";
import type { Judgement } from "./judge.ts";
import { meanOf } from "./judge.ts";
import { RANKING, type MetricName } from "./metrics/names.ts";
import { piecesOf, type Dataset, type Given } from "./read/dataset.ts";

export interface LinkSplit {
  readonly train: Triples;
  readonly valid: Triples;
  readonly test: Triples;
  /** Every triple that is known to be true, in whichever part. */
  readonly known: readonly Triples[];
}

const HELD_OUT = 0.05;

export function linkSplitOf(data: Dataset, random: Random): LinkSplit {
  const given = data.graph?.triples;
  if (given === undefined)
    throw new PalateError(
      "bad-input",
      `${data.name} has no graph.`,
      "Give NAME.kg, or choose another --protocol.",
    );
  const known = piecesOf(given);
  const { train, test, valid } = parted(given, random);
  if (valid !== null) return { train, valid, test, known };
  const [rest, held] = heldOut(train, random);
  return { train: rest, valid: held, test, known };
}

function parted(given: Given<Triples>, random: Random) {
  if (given.is === "parts") return given;
  const [train, test] = heldOut(given.rows, random);
  return { train, test, valid: null };
}

function heldOut(rows: Triples, random: Random): readonly [Triples, Triples] {
  const order = Uint32Array.from(random.shuffle(rows.head.keys()));
  const cut = Math.floor(order.length * (1 - HELD_OUT));
  const pick = (part: Uint32Array): Triples => ({
    entities: rows.entities,
    relations: rows.relations,
    head: part.map((row) => rows.head[row] ?? 0),
    relation: part.map((row) => rows.relation[row] ?? 0),
    tail: part.map((row) => rows.tail[row] ?? 0),
  });
  return [pick(order.subarray(0, cut)), pick(order.subarray(cut))];
}

/** At most this many triples, evenly spread, where a validation figure is taken while training. */
export function thinned(rows: Triples, most: number): Triples {
  const n = rows.head.length;
  if (n <= most) return rows;
  const kept = Uint32Array.from({ length: most }, (_, i) =>
    Math.floor((i * n) / most),
  );
  return {
    entities: rows.entities,
    relations: rows.relations,
    head: kept.map((row) => rows.head[row] ?? 0),
    relation: kept.map((row) => rows.relation[row] ?? 0),
    tail: kept.map((row) => rows.tail[row] ?? 0),
  };
}

const QUERIES_AT_ONCE = 128;

interface Asked {
  readonly query: LinkQuery;
  readonly answer: number;
}

export async function judgeLinks(
  model: LinkPredictor,
  rows: Triples,
  known: readonly Triples[],
  names: readonly MetricName[],
  signal: AbortSignal,
): Promise<Judgement> {
  const truths = knownAnswers(known);
  const asked = questionsOf(rows);
  const ranks = new Float64Array(asked.length);
  for (let from = 0; from < asked.length; from += QUERIES_AT_ONCE) {
    if (signal.aborted)
      throw new PalateError("cancelled", "The evaluation was ended.");
    const part = asked.slice(from, from + QUERIES_AT_ONCE);
    const scores = await model.score(part.map(({ query }) => query));
    part.forEach(({ query, answer }, i) => {
      const own = scores.subarray(i * rows.entities, (i + 1) * rows.entities);
      const others = truths.get(keyOf(query)) ?? [];
      ranks[from + i] = filteredRank(own, answer, others);
    });
  }
  const metrics: Record<string, number> = {};
  const cases: Record<string, Float64Array> = {};
  for (const { kind, k, text } of names) {
    const rule = Object.entries(RANKING).find(([name]) => name === kind)?.[1];
    if (rule === undefined) continue;
    const values = ranks.map((rank) =>
      rule({ ranks: [rank], candidates: rows.entities }, k),
    );
    cases[text] = values;
    metrics[text] = meanOf(values);
  }
  return { metrics, cases };
}

function questionsOf(rows: Triples): Asked[] {
  const asked: Asked[] = [];
  rows.head.forEach((head, row) => {
    const relation = rows.relation[row] ?? 0;
    const tail = rows.tail[row] ?? 0;
    asked.push(
      { query: { entity: head, relation, missing: "tail" }, answer: tail },
      { query: { entity: tail, relation, missing: "head" }, answer: head },
    );
  });
  return asked;
}

const keyOf = ({ entity, relation, missing }: LinkQuery): string =>
  `${missing} ${relation} ${entity}`;

function knownAnswers(parts: readonly Triples[]): Map<string, Set<number>> {
  const truths = new Map<string, Set<number>>();
  for (const part of parts)
    for (const { query, answer } of questionsOf(part)) {
      const key = keyOf(query);
      const set = truths.get(key);
      if (set) set.add(answer);
      else truths.set(key, new Set([answer]));
    }
  return truths;
}

/** Ties at the mean of their places. */
function filteredRank(
  scores: Float32Array,
  answer: number,
  others: Iterable<number>,
): number {
  const own = scores[answer] ?? 0;
  if (Number.isNaN(own))
    throw new PalateError("unexpected", "A score is no number.");
  for (const other of others) if (other !== answer) scores[other] = -Infinity;
  let above = 0;
  let equal = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i] as number;
    if (score > own) above += 1;
    else if (score === own) equal += 1;
  }
  return above + (equal + 1) / 2;
}
