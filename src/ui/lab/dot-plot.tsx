/**
 * Figure 2: the judging metric of each model on one scale from 0: every seed a small dot, the mean a large one, the
 * standard deviation a bar. It is a table whose cells are drawn, so that it reads the same to everybody.
 */
import { useId, type CSSProperties } from "react";
import type { LabFit } from "../../domain/lab.ts";
import type { LabRowSummary } from "../../store/lab-summary.ts";
import css from "./dot-plot.module.css";
import { useModelTitle } from "./lab-context.tsx";
import { useLabWords } from "./use-lab-words.ts";

interface DotPlotProps {
  readonly rows: readonly LabRowSummary[];
  readonly metric: string;
  readonly fits: readonly LabFit[];
}

export function DotPlot({ rows, metric, fits }: DotPlotProps) {
  const { l } = useLabWords();
  const id = useId();
  const reach = Math.max(
    1e-9,
    ...rows.map(({ metrics }) => {
      const { mean = 0, std = 0, high = 0 } = metrics[metric] ?? {};
      return Math.max(high, mean + (std ?? 0));
    }),
  );
  return (
    <figure className={css.figure} aria-labelledby={id}>
      <figcaption id={id} className={css.caption}>
        <strong>{l("plot.title", { metric })}</strong> {l("plot.note")}
      </figcaption>
      <table className={css.plot}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{l("table.model")}</th>
            <th scope="col">{metric}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <Row
              key={row.model}
              row={row}
              metric={metric}
              best={place === 0}
              reach={reach}
              values={fits
                .filter(({ model }) => model === row.model)
                .map(({ metrics }) => metrics[metric] ?? 0)}
            />
          ))}
        </tbody>
      </table>
    </figure>
  );
}

interface RowProps {
  readonly row: LabRowSummary;
  readonly metric: string;
  readonly best: boolean;
  /** The value at the right end of the scale. */
  readonly reach: number;
  readonly values: readonly number[];
}

type Place = CSSProperties & Record<`--${string}`, number>;

function Row({ row, metric, best, reach, values }: RowProps) {
  const { format, modelName } = useLabWords();
  const titleOf = useModelTitle();
  const spread = row.metrics[metric];
  if (spread === undefined) return null;
  const { mean, std } = spread;
  const at = (value: number): number => Math.min(1, Math.max(0, value / reach));
  const style: Place = {
    "--mean": at(mean),
    "--low": at(mean - (std ?? 0)),
    "--high": at(mean + (std ?? 0)),
  };
  return (
    <tr data-best={best || undefined}>
      <th scope="row">{modelName(row.model, titleOf(row.model))}</th>
      <td>
        <span className={css.track} style={style} aria-hidden>
          <span className={css.stem} />
          {std === null ? null : <span className={css.bar} />}
          {values.map((value, seed) => {
            const place: Place = { "--at": at(value) };
            return <span key={seed} className={css.seed} style={place} />;
          })}
          <span className={css.mean} />
        </span>
        <span className={css.value}>
          {format.number(mean, 4)}
          {std === null ? null : <small> ± {format.number(std, 4)}</small>}
        </span>
      </td>
    </tr>
  );
}
