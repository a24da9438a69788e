/** The list's place while it is on its way: the same boxes, so that nothing shifts when it comes. */
import { useWords } from "../i18n/use-words.ts";
import list from "./list.module.css";
import css from "./list-skeleton.module.css";

const CARDS = 12;

export function ListSkeleton() {
  const { t } = useWords();
  return (
    <div aria-busy>
      <p className="visually-hidden">{t("forYou.waiting")}</p>
      <div className={css.spotlight} aria-hidden />
      <div className={list.grid} aria-hidden>
        {Array.from({ length: CARDS }, (_, i) => (
          <div key={i} className={css.card}>
            <span />
            <span />
            <span />
          </div>
        ))}
      </div>
    </div>
  );
}
