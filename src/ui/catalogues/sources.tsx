/** Where the items come from: licence and the credit that each licence asks for. */
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./sources.module.css";

export function Sources() {
  const { t } = useWords();
  const sources = useApp((state) => state.catalogue?.sources);
  return (
    <div className={css.sources}>
      <p className={css.note}>{t("catalogues.sourcesNote")}</p>
      <ul className={css.list}>
        {Object.entries(sources ?? {}).map(([key, source]) => (
          <li key={key} className={css.source}>
            <h2 lang="en">{source.name}</h2>
            <p className={css.count}>
              {t("catalogues.items", { count: source.items })}
            </p>
            <dl>
              <dt>{t("item.licence")}</dt>
              <dd>
                <a
                  href={source.licenceUrl}
                  target="_blank"
                  rel="noreferrer"
                  lang="en"
                >
                  {source.licence}
                </a>
              </dd>
              <dt>{t("catalogues.package")}</dt>
              <dd lang="en">{source.package}</dd>
            </dl>
            <p className={css.credit} lang="en">
              {source.attribution}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
