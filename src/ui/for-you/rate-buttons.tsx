/** Like, Dislike, Skip and Why this?: icons on a card, with words in the spotlight. */
import { ArrowRight, CircleHelp, Heart, ThumbsDown } from "lucide-react";
import type { RatingValue } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import css from "./rate-buttons.module.css";

export interface RateButtonsProps {
  readonly answer: RatingValue | null;
  readonly onRate: (value: RatingValue) => void;
  readonly onWhy: (anchor: HTMLElement) => void;
}

/** While a card shows its answer its buttons rest, so that a second click cannot hit what comes next. */
function useButton({ answer, onRate }: RateButtonsProps) {
  return (value: RatingValue) => ({
    "data-action": value,
    "aria-pressed": answer === value,
    "aria-disabled": answer !== null,
    onClick: () => {
      if (answer === null) onRate(value);
    },
  });
}

export function RateButtons(props: RateButtonsProps) {
  const { t } = useWords();
  const button = useButton(props);
  return (
    <div className={css.row}>
      <IconButton
        {...button("like")}
        label={t("rate.like")}
        icon={<Heart />}
        tint="like"
      />
      <IconButton
        {...button("dislike")}
        label={t("rate.dislike")}
        icon={<ThumbsDown />}
      />
      <IconButton
        {...button("skip")}
        label={t("rate.skip")}
        icon={<ArrowRight />}
      />
      <IconButton
        className={css.why}
        data-action="why"
        aria-haspopup="dialog"
        label={t("rate.why")}
        icon={<CircleHelp />}
        onClick={(event) => {
          props.onWhy(event.currentTarget);
        }}
      />
    </div>
  );
}

export function WideRateButtons(props: RateButtonsProps) {
  const { t } = useWords();
  const button = useButton(props);
  return (
    <div className={css.wide}>
      <Button {...button("like")} tone="accent" icon={<Heart />}>
        {t("rate.like")}
      </Button>
      <Button {...button("dislike")} icon={<ThumbsDown />}>
        {t("rate.dislike")}
      </Button>
      <Button {...button("skip")} icon={<ArrowRight />}>
        {t("rate.skip")}
      </Button>
      <Button
        tone="plain"
        className={css.ask ?? ""}
        data-action="why"
        aria-haspopup="dialog"
        onClick={(event) => {
          props.onWhy(event.currentTarget);
        }}
      >
        {t("rate.why")}
      </Button>
    </div>
  );
}
