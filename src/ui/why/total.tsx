/** What the parts of a chart sum to, and the chance that this is. */
import { useWords } from "../i18n/use-words.ts";
import css from "./total.module.css";

interface TotalProps {
  readonly logit: number;
  readonly score: number;
}

export function Total({ logit, score }: TotalProps) {
  const { t, format } = useWords();
  return (
    <tfoot className={css.total}>
      <tr>
        <th scope="row">{t("why.total")}</th>
        <td>
          <b>{format.signed(logit)}</b>
          <span>
            {t("why.totalChance", { percent: format.percent(score) })}
          </span>
        </td>
      </tr>
    </tfoot>
  );
}
