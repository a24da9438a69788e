/** A score as a table of what adds up to it: a name, a signed bar and its number a row, the total at the foot. */
import type { ComponentProps, ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Bar } from "./bar.tsx";
import css from "./share-table.module.css";
import { Total } from "./total.tsx";

interface ShareTableProps {
  readonly caption: string;
  /** Heading of the first column, for who hears the table. */
  readonly of: string;
  readonly className: string | undefined;
  readonly logit: number;
  readonly score: number;
  readonly children: ReactNode;
}

export function ShareTable(props: ShareTableProps) {
  const { caption, of, className = "", logit, score, children } = props;
  const { t } = useWords();
  return (
    <table className={`${css.table} ${className}`}>
      <caption className="visually-hidden">{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">{t("why.share")}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
      <Total logit={logit} score={score} />
    </table>
  );
}

export function ShareCell(bar: ComponentProps<typeof Bar>) {
  const { format } = useWords();
  return (
    <td>
      <span className={css.cell}>
        <Bar {...bar} />
        <span className={css.value}>{format.signed(bar.value)}</span>
      </span>
    </td>
  );
}
