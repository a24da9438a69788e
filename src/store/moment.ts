/**
 * The wishes of the moment: "more like this", a mood, a picture, a sound, and what is not wanted now. They live
 * in memory alone and never reach the log: steering is no rating.
 */
import { WISHES } from "../config/steering.ts";
import { freshId } from "../device/random.ts";
import type { ItemId } from "../domain/item.ts";
import type { Readable, Wish } from "../domain/wish.ts";
import type { Desk } from "./desk.ts";
import type { List } from "./list.ts";
import type { Meaning } from "./meaning.ts";

/** A wish with the words that it goes by on screen: an item's title, the mood, a file's name. */
export type NamedWish = Wish & { readonly name: string };

export interface Moment {
  readonly wishes: readonly NamedWish[];
  readonly notNow: readonly ItemId[];
}

export const NO_MOMENT: Moment = { wishes: [], notNow: [] };

export class Moments {
  readonly #desk: Desk;
  readonly #list: List;
  readonly #meaning: Meaning;

  constructor(desk: Desk, list: List, meaning: Meaning) {
    this.#desk = desk;
    this.#list = list;
    this.#meaning = meaning;
  }

  /** Loads the encoder when it is not there yet, and so tells of the download. */
  async wish(what: Readable, name: string): Promise<void> {
    const { modality } = what;
    if (this.#desk.get().encoders[modality]?.report === undefined)
      await this.#meaning.load(modality);
    const vector = await this.#desk.engine.read(what);
    await this.#add({
      id: freshId(),
      name,
      weight: WISHES.weight,
      target: { kind: "read", modality, vector },
    });
  }

  /** A second wish for the same item replaces the first. */
  async wishItem(item: ItemId, name: string, sign: 1 | -1): Promise<void> {
    const weight = sign * WISHES.weight;
    const target = { kind: "item", item } as const;
    await this.#add({ id: `item ${item}`, name, weight, target });
  }

  weigh(id: string, weight: number): Promise<void> {
    return this.#change(({ wishes, notNow }) => ({
      wishes: wishes.map((one) => (one.id === id ? { ...one, weight } : one)),
      notNow,
    }));
  }

  drop(id: string): Promise<void> {
    return this.#change(({ wishes, notNow }) => ({
      wishes: wishes.filter((one) => one.id !== id),
      notNow,
    }));
  }

  notNow(item: ItemId): Promise<void> {
    return this.#change(({ wishes, notNow }) => ({
      wishes,
      notNow: [...notNow.filter((one) => one !== item), item],
    }));
  }

  /** Brings back one item that was not wanted, or all of them. */
  again(item?: ItemId): Promise<void> {
    return this.#change(({ wishes, notNow }) => ({
      wishes,
      notNow: item === undefined ? [] : notNow.filter((one) => one !== item),
    }));
  }

  #add(wish: NamedWish): Promise<void> {
    return this.#change(({ wishes, notNow }) => ({
      wishes: [...wishes.filter(({ id }) => id !== wish.id), wish].slice(
        -WISHES.most,
      ),
      notNow,
    }));
  }

  async #change(to: (before: Moment) => Moment): Promise<void> {
    this.#desk.set({ moment: to(this.#desk.get().moment) });
    await this.#list.rerank();
  }
}
