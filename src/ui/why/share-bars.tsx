/** Signed bars around a middle line, as a table: the words and numbers are the chart's own text equivalent. */
import type { CSSProperties } from "react";
import { useWords } from "../i18n/use-words.ts";
import css from "./share-bars.module.css";
import type { Share } from "./shares.ts";

export function ShareBars({ shares }: { readonly shares: readonly Share[] }) {
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
        {shares.map((share) => (
          <Row key={share.part} share={share} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ share }: { readonly share: Share }) {
  const { t, format } = useWords();
  const style: CSSProperties & Record<"--length", number> = {
    "--length": share.length,
  };
  return (
    <tr title={t(`modalityHint.${share.part}`)}>
      <th scope="row">{t(`modality.${share.part}`)}</th>
      <td>
        <span className={css.cell}>
          <span className={css.track} aria-hidden>
            <span
              className={share.value < 0 ? css.against : css.for}
              style={style}
            />
          </span>
          <span className={css.value}>{format.signed(share.value)}</span>
        </span>
        <span className="visually-hidden">
          {share.value < 0 ? t("why.against") : t("why.for")}
        </span>
      </td>
    </tr>
  );
}
