/** Rows that were read and not taken, by reason: what is not here was left out on purpose. */
import { useWords } from "../i18n/use-words.ts";
import facts from "../parts/facts.module.css";
import { useApp } from "../store-context.tsx";
import css from "./sources.module.css";

export function Rejections() {
  const { t, format } = useWords();
  const catalogue = useApp((state) => state.catalogue);
  const rejections = (catalogue?.rejections ?? []).toSorted(
    (left, right) => right.count - left.count,
  );
  const count = rejections.reduce((sum, one) => sum + one.count, 0);
  return (
    <div className={css.sources}>
      <p className={css.note}>{t("catalogues.rejectedNote", { count })}</p>
      <div
        className={facts.scroll}
        tabIndex={0}
        role="group"
        aria-label={t("catalogues.rejected")}
      >
        <table className={facts.table}>
          <thead>
            <tr>
              <th scope="col">{t("catalogues.reason")}</th>
              <th scope="col">{t("catalogues.source")}</th>
              <th scope="col" className={facts.number}>
                {t("catalogues.rows")}
              </th>
            </tr>
          </thead>
          <tbody lang="en">
            {rejections.map((one) => (
              <tr key={`${one.source}:${one.reason}`}>
                <th scope="row">{one.reason}</th>
                <td>{catalogue?.sources[one.source]?.name ?? one.source}</td>
                <td className={facts.number}>{format.number(one.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
