/**
 * Steering that is tried out: the list follows at once, and nothing is kept until the person says so. What the
 * change does is a difference of two real lists, so that it can also be told before it is made.
 */
import { LIST_LENGTH } from "../config/engine.ts";
import { FIRST_SCREEN } from "../config/steering.ts";
import type { ItemId } from "../domain/item.ts";
import type { Steering } from "../domain/settings.ts";
import type { Desk } from "./desk.ts";
import type { List } from "./list.ts";

/** What a change brings to the first screen, and what it takes away, best first. */
export interface Difference {
  readonly entered: readonly ItemId[];
  readonly left: readonly ItemId[];
}

/** How things were before the change that is tried out. */
export interface Trial {
  readonly steering: Steering;
  readonly list: readonly ItemId[];
}

export class Trials {
  readonly #desk: Desk;
  readonly #list: List;

  constructor(desk: Desk, list: List) {
    this.#desk = desk;
    this.#list = list;
  }

  /** On screen first: a slider must wait neither for the disk nor for the list. */
  async try(change: Partial<Steering>): Promise<void> {
    const { preferences, ranking, trying } = this.#desk.get();
    const steering = { ...preferences.steering, ...change };
    const before = trying ?? {
      steering: preferences.steering,
      list: (ranking?.items ?? []).map(({ item }) => item),
    };
    const back = sameSteering(steering, before.steering);
    this.#desk.set({
      preferences: { ...preferences, steering },
      trying: back ? null : before,
    });
    await this.#list.rerank();
  }

  async keep(): Promise<void> {
    const desk = this.#desk;
    if (desk.get().trying === null) return;
    desk.set({ trying: null });
    const { steering } = desk.get().preferences;
    const { settings } = await desk.storage;
    await settings.changePreferences({ steering }, desk.defaults);
    await this.#list.rerank();
  }

  async putBack(): Promise<void> {
    const { trying, preferences } = this.#desk.get();
    if (trying === null) return;
    const { steering } = trying;
    this.#desk.set({
      trying: null,
      preferences: { ...preferences, steering },
    });
    await this.#list.rerank();
  }

  /** What this steering would do to the list on screen; shows nothing and changes nothing. */
  async preview(steering: Steering): Promise<Difference> {
    const desk = this.#desk;
    const view = { ...desk.view(), steering };
    const after = await desk.engine.rank(view, LIST_LENGTH);
    return differenceOf(
      (desk.get().ranking?.items ?? []).map(({ item }) => item),
      after.items.map(({ item }) => item),
    );
  }
}

function sameSteering(a: Steering, b: Steering): boolean {
  return written(a) === written(b);
}

/** The same for equal steering, whatever the order in which domains were hidden. */
function written({ modality, hidden, ...manner }: Steering): string {
  const { text, image, audio, graph } = modality;
  const { diversity, exploration, novelty } = manner;
  const away = hidden.toSorted();
  return JSON.stringify([
    [text, image, audio, graph],
    [diversity, exploration, novelty],
    away,
  ]);
}

export function differenceOf(
  before: readonly ItemId[],
  after: readonly ItemId[],
): Difference {
  const [was, is] = [
    before.slice(0, FIRST_SCREEN),
    after.slice(0, FIRST_SCREEN),
  ];
  const [wasThere, isThere] = [new Set(was), new Set(is)];
  return {
    entered: is.filter((item) => !wasThere.has(item)),
    left: was.filter((item) => !isThere.has(item)),
  };
}
