/** The first recommendation, with room for its text. */
import type { CSSProperties } from "react";
import { Cover } from "../cover/cover.tsx";
import { hueOf } from "../cover/hue.ts";
import { useWords } from "../i18n/use-words.ts";
import { SoundBar } from "../sound/sound-bar.tsx";
import { AnswerBloom } from "./answer-bloom.tsx";
import { Marker, type CardProps } from "./card.tsx";
import { WideRateButtons } from "./rate-buttons.tsx";
import css from "./spotlight.module.css";
import { SteerButton } from "./steer-button.tsx";

/** More would be a table, and the details are a page away. */
const FACTS_SHOWN = 4;

/** A long title is set smaller, because the spotlight keeps its height whatever stands in it. */
function lengthOf(title: string): "some" | "very" | undefined {
  if (title.length > 44) return "very";
  return title.length > 20 ? "some" : undefined;
}

export function Spotlight(props: CardProps) {
  const { item, slot, movement, answer, onRate, onWhy } = props;
  const { t } = useWords();
  const style: CSSProperties & Record<"--hue", number> = {
    "--hue": hueOf(item),
  };
  const facts = Object.entries(item.facts ?? {}).slice(0, FACTS_SHOWN);
  const name = `card-${item.id}`;
  return (
    <article
      className={css.spotlight}
      style={style}
      data-item={item.id}
      data-slot={slot}
      data-answer={answer ?? undefined}
      aria-labelledby={name}
      tabIndex={-1}
    >
      <div className={css.stage}>
        <div className={css.cover}>
          <Cover item={item} shape="fill" eager>
            {item.sound ? (
              <div className={css.sound}>
                <SoundBar item={item} sound={item.sound} />
              </div>
            ) : null}
          </Cover>
          {answer ? <AnswerBloom value={answer} /> : null}
        </div>
        <Marker movement={movement} />
        <SteerButton item={item} onSteer={props.onSteer} />
      </div>
      <div className={css.words}>
        <p className={css.eyebrow}>
          {t("forYou.spotlight")}
          <span>{t(`domainOne.${item.domain}`)}</span>
        </p>
        <div className={css.head}>
          <h2
            className={css.title}
            id={name}
            lang="en"
            data-long={lengthOf(item.title)}
          >
            {item.title}
          </h2>
          <p className={css.text} lang="en">
            {item.text}
          </p>
        </div>
        {facts.length > 0 ? (
          <dl className={css.facts} lang="en">
            {facts.map(([term, value]) => (
              <div key={term}>
                <dt>{term}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        ) : null}
        <WideRateButtons
          answer={answer}
          onRate={(value) => {
            onRate(item.id, slot, value);
          }}
          onWhy={(anchor) => {
            onWhy(item.id, anchor);
          }}
        />
      </div>
    </article>
  );
}
