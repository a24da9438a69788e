/** Likes and dislikes after which the page stops inviting: what "until it is yours" promises. */
import { useApp } from "../store-context.tsx";

export const GOAL = 5;

/** Ratings that teach; a skip does not. */
export function useRated(): number {
  return useApp(
    ({ ratings }) => ratings.filter(({ value }) => value !== "skip").length,
  );
}
