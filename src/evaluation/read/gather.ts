/** Interactions while they are read: columns that grow, sealed once all users and items are known. */
import type { Interactions } from "../../domain/model.ts";
import { growingFloats, growingRows, growingTimes, Ids } from "./columns.ts";
import type { Given, ValueKind } from "./dataset.ts";

/** The ids that all pieces of a data set share. */
export interface Known {
  readonly users: Ids;
  readonly items: Ids;
}

export function nobodyYet(): Known {
  return { users: new Ids("users"), items: new Ids("items") };
}

export class Gathered {
  readonly #user = growingRows();
  readonly #item = growingRows();
  readonly #value = growingFloats();
  readonly #time = growingTimes();
  /** True as long as every value is 0 or 1. */
  #binary = true;

  get length(): number {
    return this.#user.length;
  }

  /** A row; a piece has values in all rows or in none, and the same of times. */
  add(user: number, item: number, value?: number, time?: number): void {
    this.#user.push(user);
    this.#item.push(item);
    if (time !== undefined) this.#time.push(time);
    if (value === undefined) return;
    this.#value.push(value);
    if (value !== 0 && value !== 1) this.#binary = false;
  }

  get values(): ValueKind {
    if (this.#value.length === 0) return "none";
    return this.#binary ? "labels" : "ratings";
  }

  seal({ users, items }: Known): Interactions {
    return {
      users: users.count,
      items: items.count,
      user: this.#user.done(),
      item: this.#item.done(),
      time: this.#time.length === 0 ? null : this.#time.done(),
      value: this.#value.length === 0 ? null : this.#value.done(),
    };
  }
}

/** One scale for all pieces: a test file that happens to hold only 1 and 0 is still rated from 0 to 5. */
export function valuesOf(pieces: readonly Gathered[]): ValueKind {
  const kinds = new Set(pieces.map(({ values }) => values));
  if (kinds.has("ratings")) return "ratings";
  return kinds.has("labels") ? "labels" : "none";
}

export function mapGiven<T, R>(
  given: Given<T>,
  map: (piece: T) => R,
): Given<R> {
  if (given.is === "whole") return { is: "whole", rows: map(given.rows) };
  const { train, valid, test } = given;
  return {
    is: "parts",
    train: map(train),
    valid: valid === null ? null : map(valid),
    test: map(test),
  };
}
