/**
 * Cuts a data set into what a model may see and what it is judged on. Three rules hold for every protocol: a model
 * is fitted on training rows alone; settings and stopping look at validation rows alone; test rows are looked at once.
 */
import { PalateError } from "../domain/errors.ts";
import type { Interactions, TrainingData, UserQuery } from "../domain/model.ts";
import type { Random } from "../domain/random.ts";
import { histories, likesOf } from "../math/interactions.ts";
import type { Dataset } from "./read/dataset.ts";

export const ITEM_PROTOCOLS = [
  "given",
  "leave-one-out",
  "global-time",
  "random",
] as const;
export type ItemProtocol = (typeof ITEM_PROTOCOLS)[number];

/** One user who asks for a list, and the items that should be in it. */
export interface Case {
  readonly query: UserQuery;
  readonly relevant: readonly number[];
}

/** Rows whose label or rating is to be foretold. */
export interface LabelledRows {
  /** By user, what is known of the history when asked. */
  readonly histories: readonly (readonly number[])[];
  readonly rows: Interactions;
}

export interface Split {
  readonly protocol: ItemProtocol;
  readonly train: TrainingData;
  /** What settings are chosen on: its own smaller training part where the set comes without validation rows. */
  readonly choice: {
    readonly train: TrainingData;
    readonly cases: readonly Case[];
    readonly labelled: LabelledRows | null;
    /** True when `train` lacks the validation rows, so that a chosen model is fitted again on all of it. */
    readonly refit: boolean;
  };
  readonly test: {
    readonly cases: readonly Case[];
    readonly labelled: LabelledRows | null;
  };
}

interface Cut {
  readonly train: Interactions;
  readonly valid: Interactions | null;
  readonly test: Interactions;
}

/** Shares of rows, oldest first, of the time split. */
const TIME_SHARES = { train: 0.8, valid: 0.9 } as const;
/** Share of the rows held out where nothing says how, and of training rows where no validation file is given. */
const HELD_OUT = 0.1;

export function splitOf(
  data: Dataset,
  wanted: ItemProtocol | undefined,
  random: Random,
): Split {
  const { interactions } = data;
  if (interactions === null)
    throw new PalateError(
      "bad-input",
      `${data.name} has no interactions.`,
      "Its graph can be evaluated: --protocol links.",
    );
  const protocol = wanted ?? usualProtocol(data);
  const cut = cutOf(data, protocol, random);
  const rest = {
    graph: data.graph === null ? null : trainingTriples(data.graph.triples),
    content: data.content,
    attributes: data.words.map(({ name, vocabulary, start, word }) => ({
      name,
      count: vocabulary.length,
      start,
      word,
    })),
  };
  const refit = cut.valid === null;
  const [small, valid] =
    cut.valid === null
      ? heldOut(cut.train, random)
      : ([cut.train, cut.valid] as const);
  const labels = data.values === "labels";
  const rated = data.values === "ratings";
  const before = joined(small, valid);
  const known = refit ? cut.train : before;
  return {
    protocol,
    train: { interactions: cut.train, ...rest },
    choice: {
      train: { interactions: small, ...rest },
      cases: casesOf(small, valid),
      labelled: labels || rated ? labelledOf(small, valid) : null,
      refit,
    },
    test: {
      cases: casesOf(known, cut.test),
      labelled: labels || rated ? labelledOf(cut.train, cut.test) : null,
    },
  };
}

/** Given parts are kept; a set with times is judged on each user's last item; else at random. */
function usualProtocol({ interactions }: Dataset): ItemProtocol {
  if (interactions?.is === "parts") return "given";
  return interactions?.rows.time ? "leave-one-out" : "random";
}

function cutOf(data: Dataset, protocol: ItemProtocol, random: Random): Cut {
  const given = data.interactions;
  if (given?.is === "parts" && protocol === "given") return given;
  if (given?.is === "parts" || given === null)
    throw new PalateError(
      "bad-input",
      `${data.name} comes in given parts and is not split again.`,
      "Use --protocol given, or leave --protocol out.",
    );
  const { rows } = given;
  if (protocol === "given")
    throw new PalateError(
      "bad-input",
      `${data.name} has no train and test files.`,
      "Use leave-one-out, global-time or random.",
    );
  if (rows.time === null && protocol !== "random")
    throw new PalateError(
      "bad-input",
      `${protocol} needs times, and ${data.name} has none.`,
      "Add a timestamp column, or use --protocol random.",
    );
  if (protocol === "leave-one-out") return leaveOneOut(rows);
  if (protocol === "global-time") return globalTime(rows);
  const [known, test] = heldOut(rows, random);
  const [train, valid] = heldOut(known, random);
  return { train, valid, test };
}

/**
 * The last row of each user is the test, the one before the validation (Kang & McAuley 2018, section IV-A); users
 * with fewer than three rows only train.
 */
function leaveOneOut(rows: Interactions): Cut {
  const byUser = rowsInTime(rows);
  const part = new Uint8Array(rows.user.length);
  for (const own of byUser)
    if (own.length >= 3) {
      part[own.at(-1) ?? 0] = 2;
      part[own.at(-2) ?? 0] = 1;
    }
  return {
    train: where(rows, (row) => part[row] === 0),
    valid: where(rows, (row) => part[row] === 1),
    test: where(rows, (row) => part[row] === 2),
  };
}

/** The last tenth of all rows by time is the test, the tenth before the validation; rows of one moment stay together. */
function globalTime(rows: Interactions): Cut {
  const time = rows.time ?? new Float64Array(rows.user.length);
  const sorted = time.toSorted();
  const at = (share: number): number =>
    sorted[Math.floor(share * sorted.length)] ?? Infinity;
  const [a, b] = [at(TIME_SHARES.train), at(TIME_SHARES.valid)];
  const when = (row: number): number => time[row] ?? 0;
  return {
    train: where(rows, (row) => when(row) < a),
    valid: where(rows, (row) => when(row) >= a && when(row) < b),
    test: where(rows, (row) => when(row) >= b),
  };
}

/**
 * A tenth of each user's rows: the last ones where times are known, else drawn. Where the rows are labelled, all
 * labels alike.
 */
function heldOut(
  rows: Interactions,
  random: Random,
): readonly [Interactions, Interactions] {
  const part = new Uint8Array(rows.user.length);
  for (const own of rowsInTime(rows)) {
    // One of two is drawn from those with few rows, so that every length of history takes part.
    const exact = own.length * HELD_OUT;
    const count = Math.min(
      own.length - 1,
      Math.floor(exact) + (random.uniform() < exact % 1 ? 1 : 0),
    );
    if (count <= 0) continue;
    const chosen =
      rows.time === null ? random.sample(own, count) : own.slice(-count);
    for (const row of chosen) part[row] = 1;
  }
  return [
    where(rows, (row) => part[row] === 0),
    where(rows, (row) => part[row] === 1),
  ];
}

function rowsInTime({ users, user, time }: Interactions): number[][] {
  const lists: number[][] = Array.from({ length: users }, () => []);
  const order = Array.from(user.keys());
  if (time !== null) order.sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0));
  for (const row of order) lists[user[row] ?? 0]?.push(row);
  return lists;
}

function where(
  rows: Interactions,
  keeps: (row: number) => boolean,
): Interactions {
  const kept = Uint32Array.from(rows.user.keys()).filter(keeps);
  return {
    users: rows.users,
    items: rows.items,
    user: kept.map((row) => rows.user[row] ?? 0),
    item: kept.map((row) => rows.item[row] ?? 0),
    time: rows.time && Float64Array.from(kept, (row) => rows.time?.[row] ?? 0),
    value:
      rows.value && Float32Array.from(kept, (row) => rows.value?.[row] ?? 0),
  };
}

function joined(a: Interactions, b: Interactions): Interactions {
  const both = (
    x: Float32Array | Float64Array | null,
    y: Float32Array | Float64Array | null,
  ): number[] | null => x && y && [...x, ...y];
  const time = both(a.time, b.time);
  const value = both(a.value, b.value);
  return {
    users: a.users,
    items: a.items,
    user: Uint32Array.from([...a.user, ...b.user]),
    item: Uint32Array.from([...a.item, ...b.item]),
    time: time && Float64Array.from(time),
    value: value && Float32Array.from(value),
  };
}

/** Ratings count as interactions whatever they say; labels only when they say "liked". */
function likedRows(rows: Interactions): Interactions {
  return rows.value?.every((value) => value === 0 || value === 1)
    ? likesOf(rows)
    : rows;
}

/** A user who meets an item again is not asked for it again: what is in the history is no candidate. */
function casesOf(known: Interactions, asked: Interactions): Case[] {
  const before = histories(likedRows(known));
  const after = histories(likedRows(asked));
  return after.flatMap((list, user) => {
    const history = before[user] ?? [];
    const seen = new Set(history);
    const relevant = [...new Set(list)].filter((item) => !seen.has(item));
    return relevant.length === 0
      ? []
      : [{ query: { user, history }, relevant }];
  });
}

function labelledOf(known: Interactions, rows: Interactions): LabelledRows {
  return { histories: histories(likedRows(known)), rows };
}

function trainingTriples<T>(
  given:
    | { readonly is: "whole"; readonly rows: T }
    | { readonly is: "parts"; readonly train: T },
): T {
  return given.is === "whole" ? given.rows : given.train;
}
