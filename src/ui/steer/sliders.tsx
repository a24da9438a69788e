/** What the model listens to, and how it chooses. The list follows while a slider moves. */
import { MODALITIES } from "../../domain/modality.ts";
import { useWords } from "../i18n/use-words.ts";
import { Slide } from "../parts/slide.tsx";
import { useActions, useApp } from "../store-context.tsx";
import css from "./sliders.module.css";

/** Log units either way: e^2, about seven times. */
const REACH = 2;
const MANNERS = ["diversity", "novelty", "exploration"] as const;

export function Sliders() {
  const { t, format } = useWords();
  const steering = useApp((state) => state.preferences.steering);
  const { trySteering } = useActions();
  const { modality: weights } = steering;
  return (
    <>
      <fieldset>
        <legend>{t("settings.listenTo")}</legend>
        <div className={css.sliders}>
          {MODALITIES.map((modality) => (
            <Slide
              key={modality}
              label={t(`modality.${modality}`)}
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
                void trySteering({
                  modality: { ...weights, [modality]: value },
                });
              }}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("settings.manner")}</legend>
        <div className={css.sliders}>
          {MANNERS.map((manner) => (
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
                void trySteering({ [manner]: value });
              }}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}
