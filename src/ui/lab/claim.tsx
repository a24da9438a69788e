/** The one sentence that the figures stand for, with how sure it is. */
import type { LabRun } from "../../store/lab-state.ts";
import type { LabRowSummary } from "../../store/lab-summary.ts";
import css from "./claim.module.css";
import { useModelTitle } from "./lab-context.tsx";
import { useLabWords } from "./use-lab-words.ts";

interface ClaimProps {
  readonly run: LabRun;
  /** Best first. */
  readonly rows: readonly LabRowSummary[];
}

export function Claim({ run, rows }: ClaimProps) {
  const { l, format, modelName } = useLabWords();
  const titleOf = useModelTitle();
  const name = (model: string) => modelName(model, titleOf(model));
  const lead = run.result?.lead ?? null;
  const best = rows[0];
  if (best === undefined) return null;
  if (run.result === null || lead === null) {
    const over = run.phase === "done" || run.phase === "failed";
    const first = name(best.model);
    return (
      <p className={css.claim} role="status">
        {over ? l("claim.best", { first }) : l("claim.soFar", { first })}
      </p>
    );
  }
  const sure = lead.low > 0;
  const words = { first: name(lead.first), second: name(lead.second) };
  const { machine, whole } = run.result;
  return (
    <div className={css.block}>
      <p className={css.claim} role="status">
        {sure ? l("claim.sure", words) : l("claim.unsure", words)}
      </p>
      <p className={css.spread}>
        {l("claim.spread", {
          metric: lead.metric,
          gain: format.signed(lead.gain, 4),
          low: format.signed(lead.low, 4),
          high: format.signed(lead.high, 4),
          cases: format.number(lead.cases),
        })}{" "}
        {machine.backend === "wasm"
          ? l("claim.wasm")
          : l("claim.machine", { adapter: machine.adapter })}{" "}
        {machine.software && machine.backend !== "wasm"
          ? l("claim.software")
          : ""}{" "}
        {whole ? "" : l("claim.partly")}
      </p>
    </div>
  );
}
