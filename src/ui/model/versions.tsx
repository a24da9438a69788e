/** Every fine-tune that is kept, newest first. */
import type { TuneReport } from "../../domain/adapter.ts";
import { useWords } from "../i18n/use-words.ts";
import facts from "../parts/facts.module.css";

export function Versions({
  reports,
}: {
  readonly reports: readonly TuneReport[];
}) {
  const { t } = useWords();
  const metric = reports.at(-1)?.heldOut.metric ?? "";
  return (
    <div
      className={facts.scroll}
      tabIndex={0}
      role="group"
      aria-label={t("model.versions")}
    >
      <table className={facts.table}>
        <thead>
          <tr>
            <th scope="col">{t("model.position")}</th>
            <th scope="col">{t("model.ratings")}</th>
            <th scope="col" className={facts.number}>
              {metric}
            </th>
            <th scope="col">{t("model.state")}</th>
            <th scope="col" className={facts.number}>
              {t("model.took")}
            </th>
            <th scope="col" className={facts.number}>
              {t("model.size")}
            </th>
          </tr>
        </thead>
        <tbody>
          {reports.toReversed().map((report, i) => (
            <Row key={reports.length - i} report={report} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ report }: { readonly report: TuneReport }) {
  const { t, format } = useWords();
  const { heldOut } = report;
  return (
    <tr>
      <th scope="row">{format.number(report.logPosition)}</th>
      <td>
        {t("model.ratingsValue", {
          likes: t("model.likes", { count: report.likes }),
          dislikes: t("model.dislikes", { count: report.dislikes }),
        })}
      </td>
      <td className={facts.number}>
        {format.number(heldOut.base, 3)} → {format.number(heldOut.tuned, 3)}
      </td>
      <td>{t(report.kept ? "model.kept" : "model.rolledBack")}</td>
      <td className={facts.number}>{format.span(report.took)}</td>
      <td className={facts.number}>{format.bytes(report.bytes)}</td>
    </tr>
  );
}
