/** Figure 1: training loss per step, as a chart or as a table. The chart's code arrives when it is shown. */
import { lazy, Suspense, useState } from "react";
import type { TuneReport } from "../../domain/adapter.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import facts from "../parts/facts.module.css";
import { Section } from "../parts/section.tsx";
import css from "./loss-figure.module.css";

const LossChart = lazy(async () => ({
  default: (await import("./loss-chart.tsx")).LossChart,
}));

export function LossFigure({ report }: { readonly report: TuneReport }) {
  const { t, format } = useWords();
  const [table, setTable] = useState(false);
  const { loss, took } = report;
  const note = t("model.figureNote", {
    first: format.number(loss[0] ?? 0, 3),
    last: format.number(loss.at(-1) ?? 0, 3),
    steps: loss.length,
    took: format.span(took),
  });
  return (
    <Section title={t("model.figure")} note={note}>
      <figure
        className={css.figure}
        aria-label={`${t("model.figure")}. ${note}`}
      >
        {table ? (
          <LossTable loss={loss} />
        ) : (
          <Suspense fallback={<div className={css.place} />}>
            <LossChart loss={loss} />
          </Suspense>
        )}
      </figure>
      <Button
        tone="plain"
        onClick={() => {
          setTable(!table);
        }}
      >
        {table ? t("model.asChart") : t("model.asTable")}
      </Button>
    </Section>
  );
}

function LossTable({ loss }: { readonly loss: readonly number[] }) {
  const { t, format } = useWords();
  return (
    <div
      className={css.scroll}
      tabIndex={0}
      role="group"
      aria-label={t("model.figure")}
    >
      <table className={facts.table}>
        <thead>
          <tr>
            <th scope="col">{t("model.step")}</th>
            <th scope="col" className={facts.number}>
              {t("model.loss")}
            </th>
          </tr>
        </thead>
        <tbody>
          {loss.map((value, i) => (
            <tr key={i}>
              <th scope="row">{format.number(i + 1)}</th>
              <td className={facts.number}>{format.number(value, 4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
