/** Table 1: every metric of every model with its spread, and what it cost. */
import { useId } from "react";
import type { LabRowSummary, Spread } from "../../store/lab-summary.ts";
import facts from "../parts/facts.module.css";
import { useModelTitle } from "./lab-context.tsx";
import css from "./result-table.module.css";
import { useLabWords } from "./use-lab-words.ts";

interface ResultTableProps {
  readonly rows: readonly LabRowSummary[];
  readonly metrics: readonly string[];
}

export function ResultTable({ rows, metrics }: ResultTableProps) {
  const { l, format, modelName } = useLabWords();
  const titleOf = useModelTitle();
  const id = useId();
  const best = Object.fromEntries(
    metrics.map((name) => [
      name,
      Math.max(...rows.map((row) => row.metrics[name]?.mean ?? -Infinity)),
    ]),
  );
  return (
    <div>
      <p id={id} className={css.caption}>
        <strong>{l("table.title")}</strong> {l("table.note")}
      </p>
      <div
        className={facts.scroll}
        role="group"
        tabIndex={0}
        aria-label={l("table.title")}
      >
        <table className={`${facts.table} ${css.table}`} aria-describedby={id}>
          <thead>
            <tr>
              <th scope="col">{l("table.model")}</th>
              {metrics.map((name) => (
                <th key={name} scope="col" className={facts.number}>
                  {name}
                </th>
              ))}
              <th scope="col" className={facts.number}>
                {l("table.fit")}
              </th>
              <th scope="col" className={facts.number}>
                {l("table.rank")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.model}>
                <th scope="row">
                  {modelName(row.model, titleOf(row.model))}{" "}
                  <small>{l("table.seeds", { count: row.seeds })}</small>
                </th>
                {metrics.map((name) => (
                  <td
                    key={name}
                    className={`${facts.number} ${css.figure}`}
                    data-best={
                      (isBetterLarger(name) &&
                        row.metrics[name]?.mean === best[name]) ||
                      undefined
                    }
                  >
                    <Figure spread={row.metrics[name]} />
                  </td>
                ))}
                <td className={facts.number}>
                  {format.span(row.seconds.fit * 1000)}
                </td>
                <td className={facts.number}>
                  {format.span(row.seconds.rank * 1000)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** What is better the larger it is; of coverage and novelty more is not better by itself. */
const isBetterLarger = (name: string): boolean =>
  !/^(Coverage|Novelty|ILD|Miscalibration|RMSE|ECE)/.test(name);

/** Bits and shares have different sizes: four significant places are enough for both. */
function Figure({ spread }: { readonly spread: Spread | undefined }) {
  const { format } = useLabWords();
  if (spread === undefined) return "–";
  const digits = spread.mean >= 1 ? 2 : 4;
  return (
    <>
      {format.number(spread.mean, digits)}
      {spread.std === null ? null : (
        <small> ± {format.number(spread.std, digits)}</small>
      )}
    </>
  );
}
