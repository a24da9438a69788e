/** The score by modality: signed bars as a table, whose words and numbers are the chart's own text equivalent. */
import { useWords } from "../i18n/use-words.ts";
import css from "./share-bars.module.css";
import { ShareCell, ShareTable } from "./share-table.tsx";
import type { ModalityRow } from "./shares.ts";

interface ShareBarsProps {
  readonly rows: readonly ModalityRow[];
  readonly logit: number;
  readonly score: number;
}

export function ShareBars({ rows, logit, score }: ShareBarsProps) {
  const { t } = useWords();
  return (
    <ShareTable
      caption={t("why.shareTable")}
      of={t("why.part")}
      className={css.table}
      logit={logit}
      score={score}
    >
      {rows.map((row) => (
        <tr key={row.part} title={t(`modalityHint.${row.part}`)}>
          <th scope="row">{t(`modality.${row.part}`)}</th>
          <ShareCell value={row.value} length={row.length} />
        </tr>
      ))}
    </ShareTable>
  );
}
