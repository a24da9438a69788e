/** Rating from anywhere on the page: into the store, then a toast that can take it back. */
import { useCallback } from "react";
import type { ItemId } from "../../domain/item.ts";
import type { EntryId, RatingValue } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { itemOf, useAppStore } from "../store-context.tsx";
import { useSay } from "../shell/use-say.ts";

const SENTENCES = {
  like: "rate.likedItem",
  dislike: "rate.dislikedItem",
  skip: "rate.skippedItem",
} as const satisfies Record<RatingValue, string>;

/** Resolves to whether the rating was kept; what went wrong is said on screen. */
export function useRate(): (
  item: ItemId,
  value: RatingValue,
) => Promise<boolean> {
  const app = useAppStore();
  const undo = useUndo();
  const { t } = useWords();
  const say = useSay();
  return useCallback(
    async (item, value) => {
      const title = itemOf(app.getState(), item)?.title ?? "";
      try {
        await app.getState().actions.rate(item, value);
      } catch (error) {
        say.error(error, t("rate.failed"));
        return false;
      }
      const entry = app
        .getState()
        .ratings.find((rating) => rating.item === item)?.entry;
      say.done(
        t(SENTENCES[value], { title }),
        entry && { label: t("rate.undo"), act: () => void undo(entry) },
      );
      return true;
    },
    [app, say, t, undo],
  );
}

export function useUndo(): (entry: EntryId) => Promise<void> {
  const app = useAppStore();
  const { t } = useWords();
  const say = useSay();
  return useCallback(
    async (entry) => {
      const state = app.getState();
      const rating = state.ratings.find((one) => one.entry === entry);
      const title = (rating && itemOf(state, rating.item)?.title) ?? "";
      try {
        await state.actions.undo(entry);
        say.done(t("rate.undone", { title }));
      } catch (error) {
        say.error(error);
      }
    },
    [app, say, t],
  );
}

/** Takes the latest rating back, for the keyboard. */
export function useUndoLast(): () => void {
  const app = useAppStore();
  const undo = useUndo();
  return useCallback(() => {
    const last = app.getState().ratings.at(-1);
    if (last !== undefined) void undo(last.entry);
  }, [app, undo]);
}
