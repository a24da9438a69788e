/** The score by modality: signed bars as a table, whose words and numbers are the chart's own text equivalent. */
import { useWords } from "../i18n/use-words.ts";
import { Bar } from "./bar.tsx";
import { Total } from "./total.tsx";
import css from "./share-bars.module.css";
import type { ModalityRow } from "./shares.ts";

interface ShareBarsProps {
  readonly rows: readonly ModalityRow[];
  readonly logit: number;
  readonly score: number;
}

export function ShareBars({ rows, logit, score }: ShareBarsProps) {
  const { t } = useWords();
  return (
    <table className={css.table}>
      <caption className="visually-hidden">{t("why.shareTable")}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t("why.part")}</th>
          <th scope="col">{t("why.share")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.part} row={row} />
        ))}
      </tbody>
      <Total logit={logit} score={score} />
    </table>
  );
}

function Row({ row }: { readonly row: ModalityRow }) {
  const { t, format } = useWords();
  return (
    <tr title={t(`modalityHint.${row.part}`)}>
      <th scope="row">{t(`modality.${row.part}`)}</th>
      <td>
        <span className={css.cell}>
          <Bar {...row} />
          <span className={css.value}>{format.signed(row.value)}</span>
        </span>
      </td>
    </tr>
  );
}
