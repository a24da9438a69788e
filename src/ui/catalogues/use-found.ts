/** The items that the page shows: a domain, narrowed by words at once or by meaning when asked. */
import { useDeferredValue, useMemo, useState } from "react";
import type { Domain, ItemId } from "../../domain/item.ts";
import { useActions, useApp } from "../store-context.tsx";

export type DomainChoice = Domain | "all";

/** An answer by meaning, and the words that it answers. */
interface Meaning {
  readonly words: string;
  readonly ids: readonly ItemId[];
}

export function useFound() {
  const catalogue = useApp((state) => state.catalogue);
  const rows = useApp((state) => state.rows);
  const { search, searchByMeaning } = useActions();
  const [domain, setDomain] = useState<DomainChoice>("all");
  const [words, setWords] = useState("");
  const [meaning, setMeaning] = useState<Meaning | null>(null);
  const asked = useDeferredValue(words.trim());
  const byMeaning = meaning !== null && meaning.words === asked;
  const ids = useMemo(() => {
    const items = catalogue?.items ?? [];
    const found = byMeaning
      ? meaning.ids
      : asked === ""
        ? items.map(({ id }) => id)
        : search(asked);
    if (domain === "all") return found;
    return found.filter((id) => items[rows.get(id) ?? -1]?.domain === domain);
  }, [catalogue, rows, search, asked, domain, byMeaning, meaning]);
  const askMeaning = async (): Promise<void> => {
    const wanted = words.trim();
    if (wanted === "") return;
    setMeaning({ words: wanted, ids: await searchByMeaning(wanted) });
  };
  return {
    ids,
    domain,
    setDomain,
    words,
    setWords,
    asked,
    byMeaning,
    askMeaning,
    forgetMeaning: () => {
      setMeaning(null);
    },
  };
}
