/** The first ratings as marks that fill: "3 of 5 until it is yours"; after that, what can be done with the sentence. */
import type { CSSProperties } from "react";
import { useWords } from "../i18n/use-words.ts";
import { GOAL, useRated } from "./goal.ts";
import css from "./progress.module.css";

export function Progress() {
  const { t } = useWords();
  const rated = useRated();
  if (rated >= GOAL) return <p className={css.progress}>{t("learned.hint")}</p>;
  return (
    <p className={css.progress}>
      <span className={css.marks} aria-hidden>
        {Array.from({ length: GOAL }, (_, i) => {
          const style: CSSProperties & Record<"--i", number> = { "--i": i };
          return (
            <span key={i} style={style} data-full={i < rated || undefined} />
          );
        })}
      </span>
      <strong>{t("welcome.progress", { rated, goal: GOAL })}</strong>
    </p>
  );
}
