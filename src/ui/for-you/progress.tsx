/** The first ratings as marks that fill: "3 of 5 until it is yours"; after that, what can be done with the sentence. */
import type { CSSProperties } from "react";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./progress.module.css";

/** Ratings after which the page stops inviting: what "until it is yours" promises. */
const GOAL = 5;

export function Progress() {
  const { t } = useWords();
  const rated = useApp(
    (state) => state.ratings.filter(({ value }) => value !== "skip").length,
  );
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
