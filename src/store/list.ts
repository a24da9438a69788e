/** The list: asks the engine to rank what is known, shows how items moved, and keeps the list that was shown last. */
import { LIST_LENGTH } from "../config/engine.ts";
import { since } from "../device/clock.ts";
import type { Ms } from "../domain/brand.ts";
import type { ItemId } from "../domain/item.ts";
import type { Ranked, Ranking } from "../domain/ranking.ts";
import type { Desk } from "./desk.ts";
import type { Movement } from "./state.ts";

export class List {
  readonly #desk: Desk;
  /** Grows with every request: only the newest one's answer is shown. */
  #newest = 0;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Ranks anew; `asked` is the moment of the rating that it answers, when it answers one. */
  async rerank(asked?: Ms): Promise<void> {
    const desk = this.#desk;
    if (!desk.running) return;
    this.#newest += 1;
    const request = this.#newest;
    const end = desk.begin("ranking");
    try {
      const view = desk.view();
      const ranking = await desk.engine.rank(view, LIST_LENGTH);
      if (request !== this.#newest) return;
      this.#show(ranking, asked);
      const learned = await desk.engine.learned(view);
      if (request !== this.#newest) return;
      // Memory grows with the first ranking, when matrices go up.
      desk.set({ learned, engine: await desk.engine.report() });
      await this.#keep(ranking);
    } finally {
      end();
    }
  }

  #show(ranking: Ranking, asked: Ms | undefined): void {
    const { ranking: before, ratings } = this.#desk.get();
    const rated = new Set(ratings.map((rating) => rating.item));
    this.#desk.set({
      ranking,
      movement: movements(before?.items ?? [], ranking.items, rated),
      ...(asked === undefined ? {} : { lastAnswer: since(asked) }),
    });
  }

  async #keep(ranking: Ranking): Promise<void> {
    const { learned } = this.#desk.get();
    const { snapshots } = await this.#desk.storage;
    await snapshots.write("list", ranking.logPosition, { ranking, learned });
  }
}

/**
 * How far each item rose. Rated items leave the list by themselves: what moves up only to fill their place did
 * not rise.
 */
export function movements(
  before: readonly Ranked[],
  after: readonly Ranked[],
  rated: ReadonlySet<ItemId>,
): Map<ItemId, Movement> {
  const moved = new Map<ItemId, Movement>();
  if (before.length === 0) return moved;
  const left = before.filter(({ item }) => !rated.has(item));
  const places = new Map(left.map(({ item }, place) => [item, place]));
  for (const [place, { item }] of after.entries()) {
    const old = places.get(item);
    if (old === undefined) moved.set(item, "new");
    else if (old > place) moved.set(item, old - place);
  }
  return moved;
}
