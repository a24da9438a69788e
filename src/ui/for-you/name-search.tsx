/** "Or name something you love": words find items at once, and a like goes straight from the row. */
import { Heart, Search } from "lucide-react";
import { useDeferredValue, useId, useMemo, useState } from "react";
import type { ItemId } from "../../domain/item.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useRate } from "../rating/use-rate.ts";
import { useActions, useApp, useItem } from "../store-context.tsx";
import { GOAL, useRated } from "./goal.ts";
import css from "./name-search.module.css";

const SHOWN = 6;

export function NameSearch() {
  const { t } = useWords();
  const { search } = useActions();
  const ready = useApp((state) => state.catalogue !== null);
  const [words, setWords] = useState("");
  const asked = useDeferredValue(words.trim());
  const rated = useRated();
  const field = useId();
  const found = useMemo(
    () => (ready && asked !== "" ? search(asked) : []),
    [asked, ready, search],
  );
  return (
    <div className={css.search}>
      <label htmlFor={field} className={css.label}>
        {t(rated < GOAL ? "welcome.searchLabel" : "welcome.searchAgain")}
      </label>
      <div className={css.field}>
        <Search aria-hidden />
        <input
          id={field}
          type="search"
          value={words}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("welcome.searchPlaceholder")}
          onChange={(event) => {
            setWords(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") setWords("");
          }}
        />
      </div>
      {asked === "" ? null : (
        <div className={css.results}>
          <p
            className={found.length > 0 ? "visually-hidden" : css.none}
            aria-live="polite"
          >
            {found.length > 0
              ? t("welcome.results", { count: found.length })
              : t("welcome.none")}
          </p>
          <ul>
            {found.slice(0, SHOWN).map((id) => (
              <Row key={id} id={id} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Row({ id }: { readonly id: ItemId }) {
  const { t } = useWords();
  const item = useItem(id);
  const liked = useApp((state) =>
    state.ratings.some(
      (rating) => rating.item === id && rating.value === "like",
    ),
  );
  const rate = useRate();
  if (item === undefined) return null;
  return (
    <li className={css.row}>
      <span className={css.face}>
        <Cover item={item} shape="square" />
      </span>
      <span className={css.name}>
        <span lang="en">{item.title}</span>
        <small>{t(`domainOne.${item.domain}`)}</small>
      </span>
      <IconButton
        label={t("rate.likeItem", { title: item.title })}
        tip={t("rate.like")}
        icon={<Heart />}
        tint="like"
        aria-pressed={liked}
        aria-disabled={liked}
        onClick={() => {
          if (!liked) void rate(id, "like");
        }}
      />
    </li>
  );
}
