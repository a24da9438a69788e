/** A media query as React state. */
import { useSyncExternalStore } from "react";

export const PHONE = "(width < 720px)";

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      const list = matchMedia(query);
      list.addEventListener("change", tell);
      return () => {
        list.removeEventListener("change", tell);
      };
    },
    () => matchMedia(query).matches,
  );
}
