/** The region "Recommendations": the spotlight, and the grid that re-flows as taste is learned. */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { ItemId } from "../../domain/item.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { itemOf, useApp, useAppStore } from "../store-context.tsx";
import { slotsOf } from "./arrange.ts";
import { Card } from "./card.tsx";
import { Flow } from "./flip.ts";
import css from "./list.module.css";
import { Spotlight } from "./spotlight.tsx";
import { useBoard } from "./use-board.ts";
import { useCardKeys } from "./use-card-keys.ts";
import { useLazySteer } from "./use-lazy-steer.tsx";
import { useLazyWhy } from "./use-lazy-why.tsx";

/** One spotlight and four rows of six on a wide screen. */
const FIRST = 25;
const MORE = 24;
/** Pictures of the first row or two are wanted at once. */
const EAGER = 9;

export function RecommendationList() {
  const { t } = useWords();
  const region = useRef<HTMLElement>(null);
  const { board, rate, letGo } = useBoard(region);
  const [count, setCount] = useState(FIRST);
  const app = useAppStore();
  // Before anybody rated or steered, what moves is no news.
  const movement = useApp((state) =>
    state.ratings.length > 0 ||
    state.trying !== null ||
    state.moment.wishes.length > 0
      ? state.movement
      : null,
  );
  const slots = slotsOf(board, count);
  const { onWhy, why } = useLazyWhy();
  const { onSteer, menu } = useLazySteer();
  useFlow(region, slots.map(({ item }) => item).join(" "));
  useCardKeys(region);
  useFocusStays(region);
  const onRate = useCallback(
    (item: ItemId, slot: number, value: RatingValue) => {
      rate(item, slot, value);
    },
    [rate],
  );
  const cards = slots.map(({ item: id, answer }, slot) => {
    const item = itemOf(app.getState(), id);
    if (item === undefined) return null;
    const Part = slot === 0 ? Spotlight : Card;
    return (
      <Part
        key={id}
        item={item}
        slot={slot}
        movement={movement?.get(id)}
        answer={answer}
        eager={slot < EAGER}
        onRate={onRate}
        onWhy={onWhy}
        onSteer={onSteer}
      />
    );
  });
  const more = board.order.length > count;
  return (
    <section
      ref={region}
      aria-label={t("forYou.region")}
      className={css.region}
      onPointerLeave={letGo}
      onBlur={letGo}
    >
      {cards[0]}
      <div className={css.grid}>{cards.slice(1)}</div>
      {more ? (
        <MoreButton
          onMore={() => {
            setCount((before) => before + MORE);
          }}
        />
      ) : (
        <p className={css.end}>{t("forYou.end")}</p>
      )}
      {why}
      {menu}
    </section>
  );
}

function MoreButton({ onMore }: { readonly onMore: () => void }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting === true) onMore();
      },
      { rootMargin: "200px" },
    );
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  });
  return (
    <div className={css.more} ref={box}>
      <Button onClick={onMore}>{t("forYou.more")}</Button>
    </div>
  );
}

function cardsIn(region: HTMLElement | null): HTMLElement[] {
  return [...(region?.querySelectorAll<HTMLElement>("article") ?? [])];
}

/** Plays the re-flow whenever the order on screen changed, and keeps its measures true when the layout did. */
function useFlow(
  region: React.RefObject<HTMLElement | null>,
  signature: string,
): void {
  const flow = useRef(new Flow());
  useLayoutEffect(() => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    flow.current.play(cardsIn(region.current), still);
  }, [region, signature]);
  useEffect(() => {
    const element = region.current;
    if (element === null) return undefined;
    const watcher = new ResizeObserver(() => {
      flow.current.settle(cardsIn(element));
    });
    watcher.observe(element);
    return () => {
      watcher.disconnect();
    };
  }, [region]);
}

/** When the focused card is replaced, focus stays in its slot: keyboard and screen reader keep their place. */
function useFocusStays(region: React.RefObject<HTMLElement | null>): void {
  const held = useRef<{ element: Element; slot: string } | null>(null);
  useLayoutEffect(() => {
    if (held.current === null || held.current.element.isConnected) return;
    const { slot } = held.current;
    held.current = null;
    if (document.activeElement !== document.body) return;
    region.current
      ?.querySelector<HTMLElement>(`article[data-slot="${slot}"]`)
      ?.focus({ preventScroll: true });
  });
  useEffect(() => {
    const element = region.current;
    const remember = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element)) return;
      const slot = target.closest("article")?.dataset.slot;
      held.current = slot === undefined ? null : { element: target, slot };
    };
    element?.addEventListener("focusin", remember);
    return () => element?.removeEventListener("focusin", remember);
  }, [region]);
}
