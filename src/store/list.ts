/** The list: asks the engine to rank what is known, shows how items moved, and keeps the list that was shown last. */
import { LIST_LENGTH } from "../config/engine.ts";
import { since } from "../device/clock.ts";
import type { Ms } from "../domain/brand.ts";
import type { ItemId } from "../domain/item.ts";
import type { Ranking } from "../domain/ranking.ts";
import type { Desk } from "./desk.ts";
import type { AppState, Movement } from "./state.ts";

export class List {
  readonly #desk: Desk;
  /** Something changed since the newest question was put. */
  #wanted = false;
  /** The rating that the next list answers. */
  #asked: Ms | undefined;
  #answering: Promise<void> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Ranks anew; `asked` is the moment of the rating that it answers, when it answers one. However fast it is
   * called, one question is open and at most one waits: a slider never builds a queue.
   */
  rerank(asked?: Ms): Promise<void> {
    if (!this.#desk.running) return Promise.resolve();
    this.#wanted = true;
    this.#asked = asked ?? this.#asked;
    this.#answering ??= this.#answer();
    return this.#answering;
  }

  async #answer(): Promise<void> {
    const end = this.#desk.begin("ranking");
    try {
      while (this.#wanted) {
        this.#wanted = false;
        await this.#once();
      }
    } finally {
      this.#wanted = false;
      this.#asked = undefined;
      this.#answering = undefined;
      end();
    }
  }

  async #once(): Promise<void> {
    const desk = this.#desk;
    const view = desk.view();
    const ranking = await desk.engine.rank(view, LIST_LENGTH);
    // A list for other ratings is old; one for other sliders is a step on the way and is shown.
    if (this.#wanted && view.ratings !== desk.get().ratings) return;
    this.#show(ranking);
    if (this.#wanted) return;
    const learned = await desk.engine.learned(view);
    if (this.#wanted) return;
    // Memory grows with the first ranking, when matrices go up.
    desk.set({ learned, engine: await desk.engine.report() });
    if (!passing(desk.get())) await this.#keep(ranking);
  }

  #show(ranking: Ranking): void {
    const { ranking: last, ratings, trying } = this.#desk.get();
    const rated = new Set(ratings.map((rating) => rating.item));
    const before = trying?.list ?? last?.items.map(({ item }) => item) ?? [];
    this.#desk.set({
      ranking,
      movement: movements(
        before,
        ranking.items.map(({ item }) => item),
        rated,
      ),
      ...(this.#asked === undefined ? {} : { lastAnswer: since(this.#asked) }),
    });
    this.#asked = undefined;
  }

  async #keep(ranking: Ranking): Promise<void> {
    const { learned } = this.#desk.get();
    const { snapshots } = await this.#desk.storage;
    await snapshots.write("list", ranking.logPosition, { ranking, learned });
  }
}

/** A list that the next visit would not show: steering that is tried out, or a wish of the moment. */
function passing({ trying, moment }: AppState): boolean {
  return trying !== null || moment.wishes.length + moment.notNow.length > 0;
}

/**
 * How far each item rose. Rated items leave the list by themselves: what moves up only to fill their place did
 * not rise.
 */
export function movements(
  before: readonly ItemId[],
  after: readonly ItemId[],
  rated: ReadonlySet<ItemId>,
): Map<ItemId, Movement> {
  const moved = new Map<ItemId, Movement>();
  if (before.length === 0) return moved;
  const left = before.filter((item) => !rated.has(item));
  const places = new Map(left.map((item, place) => [item, place]));
  for (const [place, item] of after.entries()) {
    const old = places.get(item);
    if (old === undefined) moved.set(item, "new");
    else if (old > place) moved.set(item, old - place);
  }
  return moved;
}
