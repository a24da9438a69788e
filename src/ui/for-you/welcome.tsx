/** The first visit: one line that invites, five marks that fill, and a way to name something loved. */
import type { CSSProperties } from "react";
import { useWords } from "../i18n/use-words.ts";
import { NameSearch } from "./name-search.tsx";
import css from "./welcome.module.css";

export function Welcome({
  rated,
  goal,
}: {
  readonly rated: number;
  readonly goal: number;
}) {
  const { t } = useWords();
  return (
    <div className={css.welcome}>
      <div className={css.words}>
        <p className={css.lead}>
          {t("welcome.lead")} <span>{t("welcome.private")}</span>
        </p>
        <p className={css.progress}>
          <Marks rated={rated} goal={goal} />
          {t("welcome.progress", { rated, goal })}
        </p>
      </div>
      <NameSearch />
    </div>
  );
}

function Marks({
  rated,
  goal,
}: {
  readonly rated: number;
  readonly goal: number;
}) {
  return (
    <span className={css.marks} aria-hidden>
      {Array.from({ length: goal }, (_, i) => {
        const style: CSSProperties & Record<"--i", number> = { "--i": i };
        return (
          <span key={i} style={style} data-full={i < rated || undefined} />
        );
      })}
    </span>
  );
}
