/** Search on the map: what is found stands out, and the best of it can be travelled to. */
import { ArrowRight } from "lucide-react";
import { SearchField } from "../catalogues/search-field.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./search.module.css";

/** Names below the field; the rest is seen on the map. */
const SHOWN = 5;

interface MapSearchProps {
  readonly words: string;
  readonly onWords: (words: string) => void;
  /** Rows, best first; null is no search. */
  readonly found: ReadonlySet<number> | null;
  readonly onGo: (row: number) => void;
}

export function MapSearch({ words, onWords, found, onGo }: MapSearchProps) {
  const { t } = useWords();
  const items = useApp((state) => state.catalogue?.items);
  return (
    <form
      className={css.search}
      onSubmit={(event) => {
        event.preventDefault();
        const [best] = found ?? [];
        if (best !== undefined) onGo(best);
      }}
    >
      <SearchField
        label={t("map.search")}
        placeholder={t("map.searchPlaceholder")}
        value={words}
        onChange={onWords}
      />
      <p className="visually-hidden" role="status">
        {found === null ? "" : t("map.found", { count: found.size })}
      </p>
      {found === null ? null : (
        <ul
          className={css.found}
          aria-label={t("map.found", { count: found.size })}
        >
          {[...found].slice(0, SHOWN).map((row) => (
            <li key={row}>
              <button
                type="button"
                lang="en"
                onClick={() => {
                  onGo(row);
                }}
              >
                {items?.[row]?.title}
                <ArrowRight aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
