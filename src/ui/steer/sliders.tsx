/** What the model listens to, and how it chooses, as sliders. Whoever shows them decides what a move does. */
import { MODALITIES } from "../../domain/modality.ts";
import type { Steering } from "../../domain/settings.ts";
import { useWords } from "../i18n/use-words.ts";
import { Slide } from "../parts/slide.tsx";
import { useApp } from "../store-context.tsx";

/** Log units either way: e^2, about seven times. */
const REACH = 2;
const MANNERS = ["diversity", "novelty", "exploration"] as const;

export type OnSteer = (change: Partial<Steering>) => void;

interface ModalitySlidesProps {
  readonly onSteer: OnSteer;
  /** Whether each modality is explained below its slider. */
  readonly explained?: boolean;
}

export function ModalitySlides({ onSteer, explained }: ModalitySlidesProps) {
  const { t, format } = useWords();
  const weights = useApp((state) => state.preferences.steering.modality);
  return MODALITIES.map((modality) => (
    <Slide
      key={modality}
      label={t(`modality.${modality}`)}
      {...(explained ? { hint: t(`modalityHint.${modality}`) } : {})}
      value={weights[modality]}
      min={-REACH}
      max={REACH}
      step={0.25}
      words={
        weights[modality] === 0
          ? t("settings.asLearned")
          : t("settings.times", {
              factor: format.number(Math.exp(weights[modality]), 1),
            })
      }
      onChange={(value) => {
        onSteer({ modality: { ...weights, [modality]: value } });
      }}
    />
  ));
}

export function MannerSlides({ onSteer }: { readonly onSteer: OnSteer }) {
  const { t, format } = useWords();
  const steering = useApp((state) => state.preferences.steering);
  return MANNERS.map((manner) => (
    <Slide
      key={manner}
      label={t(`settings.${manner}`)}
      hint={t(`settings.${manner}How`)}
      value={steering[manner]}
      min={0}
      max={1}
      step={0.05}
      words={format.percent(steering[manner])}
      onChange={(value) => {
        onSteer({ [manner]: value });
      }}
    />
  ));
}
