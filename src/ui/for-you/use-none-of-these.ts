/** "None of these": skips the cards before one's eyes, all at once, and takes them all back at once. */
import { useCallback } from "react";
import type { ItemId } from "../../domain/item.ts";
import type { EntryId } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { useSay } from "../shell/use-say.ts";
import { useAppStore } from "../store-context.tsx";

/** Share of a card's height that must be in sight for it to have been seen. */
const SEEN = 0.4;
/** The spotlight and a row of five. */
const FEWEST = 6;

export function useNoneOfThese(): () => void {
  const app = useAppStore();
  const say = useSay();
  const { t } = useWords();
  return useCallback(() => {
    const { rateAll, undoAll } = app.getState().actions;
    const back = async (entries: readonly EntryId[]): Promise<void> => {
      await undoAll(entries);
      say.done(t("welcome.noneBack"));
    };
    const skip = async (items: readonly ItemId[]): Promise<void> => {
      const entries = await rateAll(items, "skip");
      say.done(t("welcome.noneDone", { count: items.length }), {
        label: t("rate.undo"),
        act: () => {
          back(entries).catch(say.error);
        },
      });
    };
    const items = beforeOne();
    if (items.length > 0)
      skip(items).catch((error: unknown) => {
        say.error(error, t("rate.failed"));
      });
  }, [app, say, t]);
}

/** The cards that a person has before them: those in sight, and on a low screen the rest of the first row too. */
function beforeOne(): ItemId[] {
  const cards = [
    ...document.querySelectorAll<HTMLElement>("article[data-item]"),
  ];
  const seen = cards.map((card) => {
    const { top, bottom, height } = card.getBoundingClientRect();
    return Math.min(bottom, innerHeight) - Math.max(top, 0) > SEEN * height;
  });
  const first = Math.max(0, seen.indexOf(true));
  const last = Math.max(seen.lastIndexOf(true) + 1, first + FEWEST);
  return cards
    .slice(first, last)
    .flatMap(({ dataset }) => (dataset.item ? [dataset.item as ItemId] : []));
}
