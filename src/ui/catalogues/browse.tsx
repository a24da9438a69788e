/** Browse and search: domains, words, meaning, and a grid of any length. */
import { useState } from "react";
import type { ItemId } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import { ItemDialog } from "../item/item-dialog.tsx";
import css from "./browse.module.css";
import { DomainTiles } from "./domain-tiles.tsx";
import { ItemGrid } from "./item-grid.tsx";
import { MeaningSearch } from "./meaning-search.tsx";
import { SearchField } from "./search-field.tsx";
import { useFound } from "./use-found.ts";

export function Browse() {
  const { t } = useWords();
  const found = useFound();
  const [open, setOpen] = useState<ItemId | null>(null);
  return (
    <div className={css.browse}>
      <DomainTiles value={found.domain} onChange={found.setDomain} />
      <div className={css.tools}>
        <SearchField
          label={t("catalogues.search")}
          placeholder={t("catalogues.searchPlaceholder")}
          value={found.words}
          onChange={found.setWords}
        />
        <MeaningSearch found={found} />
      </div>
      <p className={css.count} role="status">
        {t("catalogues.items", { count: found.ids.length })}
        {found.byMeaning ? ` · ${t("catalogues.meaningOn")}` : null}
      </p>
      {found.ids.length === 0 ? (
        <div className={css.none}>
          <h2>{t("catalogues.none", { words: found.asked })}</h2>
          <p>{t("catalogues.noneHow")}</p>
        </div>
      ) : (
        <ItemGrid ids={found.ids} onOpen={setOpen} />
      )}
      {open ? (
        <ItemDialog
          id={open}
          onClose={() => {
            setOpen(null);
          }}
        />
      ) : null}
    </div>
  );
}
