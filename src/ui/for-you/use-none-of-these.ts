/** "None of these": skips the cards that are in sight, all at once, and takes them all back at once. */
import { useCallback } from "react";
import type { ItemId } from "../../domain/item.ts";
import type { EntryId } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { useSay } from "../shell/use-say.ts";
import { useAppStore } from "../store-context.tsx";

/** Share of a card's height that must be in sight for it to have been seen. */
const SEEN = 0.4;

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
    const items = inSight();
    if (items.length > 0)
      skip(items).catch((error: unknown) => {
        say.error(error, t("rate.failed"));
      });
  }, [app, say, t]);
}

function inSight(): ItemId[] {
  const cards = document.querySelectorAll<HTMLElement>("article[data-item]");
  return [...cards]
    .filter((card) => {
      const { top, bottom, height } = card.getBoundingClientRect();
      const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
      return seen > SEEN * height;
    })
    .flatMap(({ dataset }) => (dataset.item ? [dataset.item as ItemId] : []));
}
