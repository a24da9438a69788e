/** The card's answer in the same breath: a heart that opens, or a quiet sign that it was understood. */
import { ArrowRight, Heart, ThumbsDown } from "lucide-react";
import type { RatingValue } from "../../domain/rating.ts";
import css from "./answer-bloom.module.css";

const SIGNS = {
  like: Heart,
  dislike: ThumbsDown,
  skip: ArrowRight,
} as const satisfies Record<RatingValue, typeof Heart>;

export function AnswerBloom({ value }: { readonly value: RatingValue }) {
  const Sign = SIGNS[value];
  return (
    <span className={`${css.bloom} ${css[value]}`} aria-hidden>
      <span className={css.sign}>
        <Sign />
      </span>
    </span>
  );
}
