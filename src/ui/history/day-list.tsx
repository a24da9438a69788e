/** The ratings of one day. */
import { ArrowRight, Heart, ThumbsDown, Undo2 } from "lucide-react";
import { useId } from "react";
import type { Rating } from "../../domain/rating.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { useUndo } from "../rating/use-rate.ts";
import { useItem } from "../store-context.tsx";
import css from "./day-list.module.css";
import type { Day } from "./group.ts";

const SIGNS = {
  like: { Icon: Heart, words: "rate.liked" },
  dislike: { Icon: ThumbsDown, words: "rate.disliked" },
  skip: { Icon: ArrowRight, words: "rate.skipped" },
} as const;

export function DayList({ day }: { readonly day: Day }) {
  const { t, format } = useWords();
  const title = useId();
  return (
    <section className={css.day} aria-labelledby={title}>
      <header className={css.head}>
        <h2 id={title}>{format.day(day.at)}</h2>
        <p>{t("history.count", { count: day.ratings.length })}</p>
      </header>
      <ul className={css.rows}>
        {day.ratings.map((rating) => (
          <Row key={rating.entry} rating={rating} />
        ))}
      </ul>
    </section>
  );
}

function Row({ rating }: { readonly rating: Rating }) {
  const { t, format } = useWords();
  const item = useItem(rating.item);
  const undo = useUndo();
  const { Icon, words } = SIGNS[rating.value];
  const name = useId();
  return (
    <li className={css.row}>
      <span className={css.face}>
        {item ? <Cover item={item} shape="square" /> : null}
      </span>
      <span className={css.name} id={name}>
        {item ? (
          <>
            <span lang="en">{item.title}</span>
            <small>{t(`domainOne.${item.domain}`)}</small>
          </>
        ) : (
          t("history.gone")
        )}
      </span>
      <span className={css.value} data-value={rating.value}>
        <Icon aria-hidden />
        <span>{t(words)}</span>
      </span>
      <time className={css.time} dateTime={new Date(rating.at).toISOString()}>
        {format.clock(rating.at)}
      </time>
      <Button
        tone="plain"
        icon={<Undo2 />}
        aria-describedby={name}
        onClick={() => void undo(rating.entry)}
      >
        {t("history.undo")}
      </Button>
    </li>
  );
}
