/** Boost, quiet or forget one learned concept, on the spot. Steering never becomes a rating. */
import { Popover } from "@base-ui/react/popover";
import { EyeOff, RotateCcw, TrendingDown, TrendingUp } from "lucide-react";
import type { LearnedConcept } from "../../domain/ranking.ts";
import type { ConceptSteering } from "../../domain/settings.ts";
import { useWords } from "../i18n/use-words.ts";
import { PopupChoice, PopupMenu } from "../parts/popup-menu.tsx";
import { useActions, useApp } from "../store-context.tsx";
import css from "./concept-menu.module.css";

interface ConceptMenuProps {
  readonly concept: LearnedConcept;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

const CHOICES = [
  { value: "boost", words: "learned.boost", Icon: TrendingUp },
  { value: "quiet", words: "learned.quiet", Icon: TrendingDown },
  { value: "forget", words: "learned.forget", Icon: EyeOff },
  { value: undefined, words: "learned.reset", Icon: RotateCcw },
] as const;

export function ConceptMenu({ concept, anchor, onClose }: ConceptMenuProps) {
  const { t, format } = useWords();
  const { setPreferences } = useActions();
  const concepts = useApp((state) => state.preferences.concepts);
  const current = concepts[concept.concept];
  const choose = (value: ConceptSteering[string] | undefined): void => {
    const { [concept.concept]: _, ...others } = concepts;
    void setPreferences({
      concepts: value ? { ...others, [concept.concept]: value } : others,
    });
    onClose();
  };
  const value = format.percent(Math.abs(concept.strength));
  return (
    <PopupMenu
      anchor={anchor}
      align="start"
      className={css.menu}
      onClose={onClose}
    >
      <Popover.Title className={css.title}>
        {t("learned.menu", { concept: concept.label })}
      </Popover.Title>
      <Popover.Description className={css.strength}>
        {concept.strength < 0
          ? t("learned.strengthAgainst", { value })
          : t("learned.strength", { value })}
      </Popover.Description>
      {CHOICES.map(({ value: choice, words, Icon }) =>
        choice === undefined && current === undefined ? null : (
          <PopupChoice
            key={words}
            Icon={Icon}
            pressed={choice !== undefined && current === choice}
            onClick={() => {
              choose(choice);
            }}
          >
            {t(words)}
          </PopupChoice>
        ),
      )}
    </PopupMenu>
  );
}
