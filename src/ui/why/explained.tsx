/** The model's answer to "why this?": what speaks for it, which ratings carry it, and how it is connected. */
import { useEffect, useState } from "react";
import type { ItemId } from "../../domain/item.ts";
import type { Explanation } from "../../domain/ranking.ts";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { useWords } from "../i18n/use-words.ts";
import { useActions, useApp } from "../store-context.tsx";
import { CarriedBy } from "./carried-by.tsx";
import css from "./explained.module.css";
import { Paths } from "./paths.tsx";
import { ShareBars } from "./share-bars.tsx";
import { chartsOf } from "./shares.ts";
import { Without } from "./without.tsx";

type Answer =
  | { readonly is: "asking" }
  | { readonly is: "here"; readonly explanation: Explanation }
  | { readonly is: "failed"; readonly error: unknown };

function useExplanation(id: ItemId): Answer {
  const { explain } = useActions();
  const [answer, setAnswer] = useState<Answer>({ is: "asking" });
  useEffect(() => {
    let wanted = true;
    explain(id).then(
      (explanation) => {
        if (wanted) setAnswer({ is: "here", explanation });
      },
      (error: unknown) => {
        if (wanted) setAnswer({ is: "failed", error });
      },
    );
    return () => {
      wanted = false;
    };
  }, [explain, id]);
  return answer;
}

export function Explained({ id }: { readonly id: ItemId }) {
  const { t } = useWords();
  const answer = useExplanation(id);
  const describe = useErrorWords();
  if (answer.is === "asking")
    return (
      <p className={css.asking} role="status">
        {t("why.asking")}
      </p>
    );
  if (answer.is === "failed") {
    const { message, remedy } = describe(answer.error);
    return (
      <p className={css.asking} role="alert">
        {t("why.failed")} {message} {remedy}
      </p>
    );
  }
  return <Reasons explanation={answer.explanation} />;
}

function Reasons({ explanation }: { readonly explanation: Explanation }) {
  const { t, format } = useWords();
  const ratings = useApp((state) => state.ratings);
  const { item, byRating, paths, score, logit, lift } = explanation;
  const likes = new Set(
    ratings.filter(({ value }) => value === "like").map((one) => one.item),
  );
  const strongest = byRating.find((one) => one.adds > 0 && likes.has(one.item));
  const charts = chartsOf(explanation);
  if (likes.size === 0)
    return <p className={css.asking}>{t("why.unlearned")}</p>;
  return (
    <div className={css.reasons}>
      <p className={css.chance}>
        {t("why.chance", { percent: format.percent(score) })}
      </p>
      {strongest ? <Without item={item} like={strongest.item} /> : null}
      {lift === 0 ? null : (
        <p className={css.note}>
          {t(lift > 0 ? "why.lifted" : "why.lowered", {
            by: format.signed(lift),
          })}
        </p>
      )}
      <section>
        <h3>{t("why.carried")}</h3>
        <CarriedBy rows={charts.byRating} logit={logit} score={score} />
      </section>
      <section>
        <h3>{t("why.paths")}</h3>
        {paths.length > 0 ? (
          <Paths paths={paths} />
        ) : (
          <p className={css.note}>{t("why.noPaths")}</p>
        )}
      </section>
      <section>
        <h3>{t("why.adds")}</h3>
        <ShareBars rows={charts.byModality} logit={logit} score={score} />
        <p className={css.note}>{t("why.addsNote")}</p>
      </section>
    </div>
  );
}
