/** A fine-tune while it runs: how far, and the loss at this step. */
import { Progress } from "@base-ui/react/progress";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./running.module.css";

export function Running() {
  const { t, format } = useWords();
  const tuning = useApp((state) => state.tuning);
  if (tuning === null || tuning.steps === 0) return null;
  const { step, steps, loss } = tuning;
  return (
    <Progress.Root className={css.running} value={step} max={steps}>
      <Progress.Label>{t("model.running")}</Progress.Label>
      <span className={css.step}>
        {t("learning.step", { step, steps })},{" "}
        {t("model.lossNow", { loss: format.number(loss, 3) })}
      </span>
      <Progress.Track className={css.track}>
        <Progress.Indicator className={css.indicator} />
      </Progress.Track>
    </Progress.Root>
  );
}
