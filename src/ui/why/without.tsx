/**
 * "Without your like of X it would be at place 14": asked of the model, which ranks everything once more as if
 * that like had never been made. A line of places shows the same; the sentence is its text.
 */
import { useEffect, useState, type CSSProperties } from "react";
import type { ItemId } from "../../domain/item.ts";
import type { Counterfactual } from "../../domain/ranking.ts";
import { useWords } from "../i18n/use-words.ts";
import { useActions, useItem } from "../store-context.tsx";
import css from "./without.module.css";

type Answer = Counterfactual | "asking" | "failed";

function useCounterfactual(item: ItemId, without: ItemId): Answer {
  const { counterfactual } = useActions();
  const [answer, setAnswer] = useState<Answer>("asking");
  useEffect(() => {
    let wanted = true;
    const show = (told: Answer): void => {
      if (wanted) setAnswer(told);
    };
    counterfactual(item, without).then(show, () => {
      show("failed");
    });
    return () => {
      wanted = false;
    };
  }, [counterfactual, item, without]);
  return answer;
}

interface WithoutProps {
  readonly item: ItemId;
  /** The like that carries it most. */
  readonly like: ItemId;
}

export function Without({ item, like }: WithoutProps) {
  const { t } = useWords();
  const answer = useCounterfactual(item, like);
  const title = useItem(like)?.title ?? "";
  if (answer === "failed") return null;
  if (answer === "asking")
    return (
      <p className={css.asking} role="status">
        {t("why.ranking", { title })}
      </p>
    );
  return (
    <div className={css.without}>
      <Sentence answer={answer} title={title} />
      <Places answer={answer} />
    </div>
  );
}

function Sentence({
  answer,
  title,
}: {
  readonly answer: Counterfactual;
  readonly title: string;
}) {
  const { t, format } = useWords();
  const { now, otherwise, length } = answer;
  const chances = {
    title,
    before: format.percent(now.score),
    after: format.percent(otherwise.score),
  };
  const place = now.place ?? length + 1;
  if (otherwise.place === null)
    return (
      <p>
        {t("why.withoutGone", { ...chances, length })}{" "}
        {t("why.withoutChance", chances)}
      </p>
    );
  const where = { ...chances, otherwise: otherwise.place, now: place };
  return (
    <p>
      {t(otherwise.place === place ? "why.withoutSame" : "why.without", where)}{" "}
      {t("why.withoutChance", chances)}
    </p>
  );
}

function Places({
  answer: { now, otherwise, length },
}: {
  readonly answer: Counterfactual;
}) {
  const { t } = useWords();
  const spot = (place: number | null): CSSProperties & { "--at": number } => {
    return { "--at": ((place ?? length + 1) - 1) / length };
  };
  return (
    <div className={css.places} aria-hidden>
      <span className={css.line} />
      <span className={css.now} style={spot(now.place)} />
      <span className={css.then} style={spot(otherwise.place)} />
      <span className={css.first}>1</span>
      <span className={css.last}>{t("why.placeOf", { length })}</span>
    </div>
  );
}
