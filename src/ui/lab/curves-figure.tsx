/** Figure 1: loss and validation by epoch, one small chart a model with all its seeds, or the same as a table. */
import { lazy, Suspense, useId, useState } from "react";
import type { LabCurve, LabRun } from "../../store/lab-state.ts";
import { Button } from "../parts/button.tsx";
import facts from "../parts/facts.module.css";
import css from "./curves-figure.module.css";
import { useModelTitle } from "./lab-context.tsx";
import { useLabWords } from "./use-lab-words.ts";

const CurveChart = lazy(async () => ({
  default: (await import("./curve-chart.tsx")).CurveChart,
}));

export function CurvesFigure({ run }: { readonly run: LabRun }) {
  const { l } = useLabWords();
  const [table, setTable] = useState(false);
  const id = useId();
  const metric = run.plan?.metrics[0] ?? "";
  const curves = run.curves.filter(isCurve);
  const models = [...new Set(curves.map(({ model }) => model))];
  if (models.length === 0) return null;
  return (
    <figure className={css.figure} aria-labelledby={id}>
      <figcaption id={id} className={css.caption}>
        <strong>{l("curves.title")}</strong> {l("curves.note", { metric })}{" "}
        <span className={css.key}>
          <i className={css.loss} aria-hidden /> {l("curves.loss")}
        </span>{" "}
        <span className={css.key}>
          <i className={css.validation} aria-hidden />{" "}
          {l("curves.validation", { metric })}
        </span>
      </figcaption>
      <div className={css.panels} data-table={table || undefined}>
        {models.map((model) => (
          <Panel
            key={model}
            model={model}
            metric={metric}
            curves={curves.filter((curve) => curve.model === model)}
            table={table}
          />
        ))}
      </div>
      <Button
        tone="plain"
        onClick={() => {
          setTable(!table);
        }}
      >
        {table ? l("curves.asCharts") : l("curves.asTable")}
      </Button>
    </figure>
  );
}

/** A model that counts its steps and minimises nothing has no curve to show. */
const isCurve = ({ points }: LabCurve): boolean =>
  points.some(({ loss, validation }) => loss !== 0 || validation !== null);

interface PanelProps {
  readonly model: string;
  readonly metric: string;
  readonly curves: readonly LabCurve[];
  readonly table: boolean;
}

function Panel({ model, metric, curves, table }: PanelProps) {
  const { l, format, modelName } = useLabWords();
  const titleOf = useModelTitle();
  const last = curves.at(-1)?.points.at(-1);
  const name = modelName(model, titleOf(model));
  return (
    <section className={css.panel} aria-label={name}>
      <header>
        <h3>{name}</h3>
        {last ? (
          <p>
            {l("curves.last", {
              epoch: last.epoch,
              loss: format.number(last.loss, 3),
            })}
          </p>
        ) : null}
      </header>
      {table ? (
        <CurveTable name={name} metric={metric} curves={curves} />
      ) : (
        <Suspense fallback={<div className={css.place} />}>
          <CurveChart curves={curves} />
        </Suspense>
      )}
    </section>
  );
}

interface CurveTableProps {
  readonly name: string;
  readonly metric: string;
  readonly curves: readonly LabCurve[];
}

function CurveTable({ name, metric, curves }: CurveTableProps) {
  const { l, format } = useLabWords();
  const rows = curves.flatMap(({ seed, points }) =>
    points.map((point) => ({ seed, ...point })),
  );
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={name}>
      <table className={facts.table}>
        <thead>
          <tr>
            <th scope="col">{l("curves.seed")}</th>
            <th scope="col" className={facts.number}>
              {l("curves.epoch")}
            </th>
            <th scope="col" className={facts.number}>
              {l("curves.loss")}
            </th>
            <th scope="col" className={facts.number}>
              {metric}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ seed, epoch, loss, validation }) => (
            <tr key={`${seed} ${epoch}`}>
              <th scope="row">{seed}</th>
              <td className={facts.number}>{format.number(epoch)}</td>
              <td className={facts.number}>{format.number(loss, 4)}</td>
              <td className={facts.number}>
                {validation === null ? "" : format.number(validation, 4)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
