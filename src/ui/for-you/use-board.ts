/** The board as React state: follows the ranking, keeps what is pointed at in place, and shows answers. */
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type RefObject,
} from "react";
import type { ItemId } from "../../domain/item.ts";
import type { RatingValue } from "../../domain/rating.ts";
import type { AppState } from "../../store/state.ts";
import { useRate } from "../rating/use-rate.ts";
import { useAppStore } from "../store-context.tsx";
import {
  withAnswer,
  withAnswerOver,
  withOrder,
  withoutAnswer,
  withoutItem,
  type Board,
} from "./arrange.ts";

/** How long a rated card shows its answer: long enough to be seen, short enough to keep rating. */
const ANSWER_MS = 620;
/** A list that takes longer than this may not come at all; the rated card goes without it. */
const PATIENCE_MS = 3000;
/** After the pointer has left the list, what it held in place may flow to where it belongs. */
const RELEASE_MS = 400;

const NO_PINS: ReadonlyMap<ItemId, number> = new Map();

function orderOf({ ranking, ratings }: AppState): readonly ItemId[] {
  const rated = new Set(ratings.map(({ item }) => item));
  return (ranking?.items ?? [])
    .map(({ item }) => item)
    .filter((item) => !rated.has(item));
}

/** The cards under the pointer and under the keyboard's focus, with the slots in which they stand. */
function pinsIn(region: HTMLElement | null): ReadonlyMap<ItemId, number> {
  const pins = new Map<ItemId, number>();
  const held = region?.querySelectorAll<HTMLElement>(
    "article:hover, article:focus-visible, article:has(:focus-visible)",
  );
  for (const card of held ?? []) {
    const { item, slot } = card.dataset;
    if (item !== undefined) pins.set(item as ItemId, Number(slot));
  }
  return pins;
}

export function useBoard(region: RefObject<HTMLElement | null>) {
  const app = useAppStore();
  const rateItem = useRate();
  const release = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [board, setBoard] = useState<Board>(() => ({
    order: orderOf(app.getState()),
    answers: [],
  }));

  useEffect(() => {
    const follow = (pins: ReadonlyMap<ItemId, number>): void => {
      const order = orderOf(app.getState());
      setBoard((before) => withOrder(before, order, pins));
    };
    follow(NO_PINS);
    const stop = app.subscribe((state, before) => {
      if (state.ranking !== before.ranking) follow(pinsIn(region.current));
    });
    return () => {
      stop();
      clearTimeout(release.current);
    };
  }, [app, region]);

  /** Nothing is held any more: let the list take its own order, unless it has it already. */
  const letGo = useCallback(() => {
    clearTimeout(release.current);
    release.current = setTimeout(() => {
      const pins = pinsIn(region.current);
      setBoard((before) => {
        const natural = orderOf(app.getState());
        const same = natural.every((item, i) => item === before.order[i]);
        return same || pins.size > 0 || before.answers.length > 0
          ? before
          : { ...before, order: natural };
      });
    }, RELEASE_MS);
  }, [app, region]);

  const rate = useCallback(
    (item: ItemId, slot: number, value: RatingValue) => {
      setBoard((before) =>
        withAnswer(before, { item, slot, value, over: false }),
      );
      setTimeout(() => {
        setBoard((before) => withAnswerOver(before, item));
      }, ANSWER_MS);
      setTimeout(() => {
        const { ratings } = app.getState();
        if (ratings.some((rating) => rating.item === item))
          setBoard((before) => withoutItem(before, item));
      }, PATIENCE_MS);
      void rateItem(item, value).then((kept) => {
        if (!kept) setBoard((before) => withoutAnswer(before, item));
      });
    },
    [app, rateItem],
  );

  return { board, rate, letGo };
}
