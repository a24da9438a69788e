/** One recommendation in the grid: cover, title, and what can be done with it. */
import { ArrowUp } from "lucide-react";
import { memo, type CSSProperties } from "react";
import type { Item, ItemId } from "../../domain/item.ts";
import type { RatingValue } from "../../domain/rating.ts";
import type { Movement } from "../../store/state.ts";
import { Cover } from "../cover/cover.tsx";
import { hueOf } from "../cover/hue.ts";
import { useWords } from "../i18n/use-words.ts";
import { SoundBar } from "../sound/sound-bar.tsx";
import { AnswerBloom } from "./answer-bloom.tsx";
import css from "./card.module.css";
import { RateButtons } from "./rate-buttons.tsx";
import { SteerButton } from "./steer-button.tsx";

/** Smaller movements are the list's breathing and not news. */
const NEWS = 3;

export interface CardProps {
  readonly item: Item;
  readonly slot: number;
  readonly movement: Movement | undefined;
  readonly answer: RatingValue | null;
  readonly eager: boolean;
  readonly onRate: (item: ItemId, slot: number, value: RatingValue) => void;
  readonly onWhy: (item: ItemId, anchor: HTMLElement) => void;
  readonly onSteer: (item: ItemId, anchor: HTMLElement) => void;
}

export const Card = memo(function Card(props: CardProps) {
  const { item, slot, movement, answer, eager, onRate, onWhy } = props;
  const { t } = useWords();
  const style: CSSProperties & Record<"--hue", number> = {
    "--hue": hueOf(item),
  };
  const name = `card-${item.id}`;
  return (
    <article
      className={css.card}
      style={style}
      data-item={item.id}
      data-slot={slot}
      data-answer={answer ?? undefined}
      aria-labelledby={name}
      tabIndex={-1}
    >
      <div className={css.cover}>
        <Cover item={item} eager={eager}>
          {item.sound ? (
            <div className={css.sound}>
              <SoundBar item={item} sound={item.sound} />
            </div>
          ) : null}
        </Cover>
        <Marker movement={movement} />
        <SteerButton item={item} onSteer={props.onSteer} />
        {answer ? <AnswerBloom value={answer} /> : null}
      </div>
      <div className={css.caption}>
        <h2 className={css.title} id={name} lang="en">
          {item.title}
        </h2>
        <p className={css.line}>
          <span>{t(`domainOne.${item.domain}`)}</span>
          <Hint item={item} />
        </p>
      </div>
      <RateButtons
        answer={answer}
        onRate={(value) => {
          onRate(item.id, slot, value);
        }}
        onWhy={(anchor) => {
          onWhy(item.id, anchor);
        }}
      />
    </article>
  );
});

/** The one fact that places an item best. */
const HINTS = ["Director", "Capital", "Family", "Kind"] as const;

export function Hint({ item }: { readonly item: Item }) {
  const key = HINTS.find((name) => item.facts?.[name] !== undefined);
  return key ? <span lang="en">{item.facts?.[key]}</span> : null;
}

export function Marker({
  movement,
}: {
  readonly movement: Movement | undefined;
}) {
  const { t } = useWords();
  if (movement === undefined) return null;
  if (movement === "new")
    return <span className={css.marker}>{t("forYou.new")}</span>;
  if (movement < NEWS) return null;
  return (
    <span className={`${css.marker} ${css.risen}`}>
      <ArrowUp aria-hidden />
      {t("forYou.up", { count: movement })}
    </span>
  );
}
