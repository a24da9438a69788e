/** Step 5: one claim, one figure with its spread, the whole table, and files to take away. */
import { useMemo } from "react";
import { summarise } from "../../store/lab-summary.ts";
import { Section } from "../parts/section.tsx";
import { Claim } from "./claim.tsx";
import { DotPlot } from "./dot-plot.tsx";
import { Export } from "./export.tsx";
import { useLab } from "./lab-context.tsx";
import { ResultTable } from "./result-table.tsx";
import css from "./stack.module.css";
import { Stop } from "./tour.tsx";
import { useLabWords } from "./use-lab-words.ts";

export function Results() {
  const { l } = useLabWords();
  const run = useLab((state) => state.run);
  const plan = run?.plan ?? null;
  const fits = run?.fits;
  const rows = useMemo(
    () => (fits && plan ? summarise(fits, plan.metrics) : []),
    [fits, plan],
  );
  if (run === null || plan === null || rows.length === 0) return null;
  const [metric = ""] = plan.metrics;
  return (
    <Stop name="results">
      <Section title={l("results.title")} note={l("results.note", { metric })}>
        <div className={css.stack}>
          <Claim run={run} rows={rows} />
          <DotPlot rows={rows} metric={metric} fits={run.fits} />
          <ResultTable rows={rows} metrics={plan.metrics} />
          {run.result ? <Export result={run.result} /> : null}
        </div>
      </Section>
    </Stop>
  );
}
