/** The one sentence that a report stands for. */
import { useWords } from "../i18n/use-words.ts";
import type { TuneReport } from "../../domain/adapter.ts";
import css from "./claim.module.css";
import { gainOf, verdictOf } from "./judge.ts";

export function Claim({ report }: { readonly report: TuneReport }) {
  const { t, format } = useWords();
  const gain = gainOf(report.heldOut);
  const words = {
    kept:
      gain > 0
        ? t("model.claimKept", { change: format.percent(gain) })
        : t("model.claimWorse", { change: format.percent(-gain) }),
    same: t("model.claimSame"),
    back: t("model.claimBack"),
    none: t("model.claimNone"),
  };
  return <p className={css.claim}>{words[verdictOf(report)]}</p>;
}
