/**
 * The live region "Learning": what goes on, in words. Steps are for the eye only; a screen reader hears when
 * learning begins and ends and not sixty numbers in between.
 */
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./learning-status.module.css";
import { useLasting } from "./use-lasting.ts";

/** Anything shorter is not a wait (design: every wait over 300 ms says what it does). */
const WAIT_MS = 300;

type Doing =
  | "starting"
  | "ranking"
  | "recovering"
  | "tuning"
  | "failed"
  | "first"
  | "ready";

function useDoing(): Doing {
  return useApp(({ phase, tuning, ratings }) => {
    if (phase.is === "failed") return "failed";
    if (phase.is === "busy" && phase.what === "recovering") return "recovering";
    if (tuning !== null) return "tuning";
    if (phase.is === "busy" && phase.what !== "tuning") return phase.what;
    return ratings.length === 0 ? "first" : "ready";
  });
}

export function LearningStatus() {
  const { t } = useWords();
  const doing = useLasting(useDoing(), WAIT_MS);
  const count = useApp(
    ({ ratings }) => ratings.filter(({ value }) => value !== "skip").length,
  );
  const words =
    doing === "tuning"
      ? t("learning.tuning", { count })
      : t(`learning.${doing}`);
  return (
    <p
      role="status"
      aria-label={t("learning.title")}
      className={css.status}
      data-doing={doing}
    >
      <span className={css.dot} aria-hidden />
      <span>
        {words}
        {doing === "tuning" ? <Steps /> : null}
      </span>
    </p>
  );
}

function Steps() {
  const { t } = useWords();
  const tuning = useApp((state) => state.tuning);
  if (tuning === null || tuning.steps === 0) return null;
  const { step, steps } = tuning;
  return (
    <span className={css.steps} aria-hidden>
      {", "}
      {t("learning.step", { step, steps })}
    </span>
  );
}
