/** The rating of one item outside the list: reads it, sets it, and takes it back when it is pressed again. */
import type { ItemId } from "../../domain/item.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { useApp, useAppStore } from "../store-context.tsx";
import { useRate, useUndo } from "./use-rate.ts";

export function useRating(id: ItemId): {
  readonly value: RatingValue | undefined;
  readonly set: (value: RatingValue) => void;
} {
  const app = useAppStore();
  const rate = useRate();
  const undo = useUndo();
  const value = useApp(
    ({ ratings }) => ratings.find((rating) => rating.item === id)?.value,
  );
  const set = (wanted: RatingValue): void => {
    const rating = app.getState().ratings.find(({ item }) => item === id);
    if (rating?.value === wanted) void undo(rating.entry);
    else void rate(id, wanted);
  };
  return { value, set };
}
