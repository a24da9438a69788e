/** Rows that the words find, best first; null while nothing is asked. */
import { useDeferredValue, useMemo } from "react";
import { useActions, useApp } from "../store-context.tsx";

export function useFoundRows(words: string): ReadonlySet<number> | null {
  const { search } = useActions();
  const rows = useApp((state) => state.rows);
  const asked = useDeferredValue(words);
  return useMemo(() => {
    if (asked.trim() === "") return null;
    return new Set(
      search(asked).flatMap((item) => {
        const row = rows.get(item);
        return row === undefined ? [] : [row];
      }),
    );
  }, [asked, search, rows]);
}
