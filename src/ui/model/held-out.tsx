/** Held-out quality before and after, as two bars with the most that their standard error can be. */
import type { CSSProperties } from "react";
import type { TuneReport } from "../../domain/adapter.ts";
import { useWords } from "../i18n/use-words.ts";
import css from "./held-out.module.css";
import { errorBound } from "./judge.ts";

interface HeldOutProps {
  readonly report: TuneReport;
}

export function HeldOut({ report: { heldOut } }: HeldOutProps) {
  const { t } = useWords();
  const { base, tuned, count } = heldOut;
  const reach = Math.max(
    base + errorBound(base, count),
    tuned + errorBound(tuned, count),
    0.01,
  );
  return (
    <table className={css.bars}>
      <caption className="visually-hidden">{heldOut.metric}</caption>
      <tbody>
        <Bar name={t("model.base")} value={base} count={count} reach={reach} />
        <Bar
          name={t("model.tuned")}
          value={tuned}
          count={count}
          reach={reach}
          strong
        />
      </tbody>
    </table>
  );
}

HeldOut.Note = function Note({ report: { heldOut } }: HeldOutProps) {
  const { t, format } = useWords();
  const { metric, count, tuned } = heldOut;
  return (
    <>
      {t("model.heldOutNote", { metric, count })}{" "}
      {t("model.heldOutSpread", {
        spread: format.number(errorBound(tuned, count), 2),
      })}
    </>
  );
};

interface BarProps {
  readonly name: string;
  readonly value: number;
  readonly count: number;
  /** The value at the right end of the scale. */
  readonly reach: number;
  readonly strong?: boolean;
}

function Bar({ name, value, count, reach, strong = false }: BarProps) {
  const { format } = useWords();
  const spread = errorBound(value, count);
  const style: CSSProperties & Record<`--${string}`, number> = {
    "--value": value / reach,
    "--low": Math.max(0, value - spread) / reach,
    "--high": (value + spread) / reach,
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <span className={css.track} style={style} aria-hidden>
          <span className={strong ? css.strong : css.bar} />
          <span className={css.spread} />
        </span>
        <span className={css.value}>
          {format.number(value, 3)}
          <small> ± {format.number(spread, 2)}</small>
        </span>
      </td>
    </tr>
  );
}
