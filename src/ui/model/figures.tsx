/** The last fine-tune in figures. */
import type { TuneReport } from "../../domain/adapter.ts";
import { useWords } from "../i18n/use-words.ts";
import facts from "../parts/facts.module.css";
import { useApp } from "../store-context.tsx";

/** Enough of a hash to tell two apart by eye. */
const HASH_SHOWN = 12;

export function Figures({ report }: { readonly report: TuneReport }) {
  const { t, format } = useWords();
  const engine = useApp((state) => state.engine);
  const ratings = t("model.ratingsValue", {
    likes: t("model.likes", { count: report.likes }),
    dislikes: t("model.dislikes", { count: report.dislikes }),
  });
  const rows: readonly (readonly [string, string])[] = [
    [t("model.ratings"), ratings],
    [t("model.state"), t(report.kept ? "model.kept" : "model.rolledBack")],
    [t("model.parameters"), format.number(report.parameters)],
    [t("model.size"), format.bytes(report.bytes)],
    [t("model.took"), format.span(report.took)],
    [t("model.position"), format.number(report.logPosition)],
    [t("model.baseHash"), engine?.baseHash.slice(0, HASH_SHOWN) ?? "…"],
    [
      t("model.catalogueHash"),
      engine?.catalogueHash.slice(0, HASH_SHOWN) ?? "…",
    ],
  ];
  return (
    <dl className={facts.facts}>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
