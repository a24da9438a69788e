/** The sliders that steer the list, live. Steering never becomes a rating. */
import { Check, RotateCcw } from "lucide-react";
import { DEFAULT_STEERING } from "../../config/preferences.ts";
import { DOMAINS, type Domain } from "../../domain/item.ts";
import { MODALITIES } from "../../domain/modality.ts";
import type { Steering } from "../../domain/settings.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { Slide } from "../parts/slide.tsx";
import { useSay } from "../shell/use-say.ts";
import { useActions, useApp, useAppStore } from "../store-context.tsx";
import css from "./stack.module.css";

/** Log units either way: e^2, about seven times. */
const MODALITY_REACH = 2;
const MANNERS = ["diversity", "novelty", "exploration"] as const;

function useSteer() {
  const app = useAppStore();
  const { setPreferences } = useActions();
  return (change: Partial<Steering>): void => {
    const { steering } = app.getState().preferences;
    void setPreferences({ steering: { ...steering, ...change } });
  };
}

export function SteeringPanel() {
  const { t } = useWords();
  const say = useSay();
  const { setPreferences } = useActions();
  return (
    <div className={css.stack}>
      <div className={css.columns}>
        <Modalities />
        <Manners />
      </div>
      <DomainChips />
      <div className={css.buttons}>
        <Button
          tone="plain"
          icon={<RotateCcw />}
          onClick={() => {
            void setPreferences({ steering: DEFAULT_STEERING, concepts: {} });
            say.done(t("settings.resetDone"));
          }}
        >
          {t("settings.resetSteering")}
        </Button>
      </div>
    </div>
  );
}

function Modalities() {
  const { t, format } = useWords();
  const weights = useApp((state) => state.preferences.steering.modality);
  const steer = useSteer();
  return (
    <fieldset>
      <legend className={css.legend}>{t("settings.listenTo")}</legend>
      <div className={css.group}>
        {MODALITIES.map((modality) => (
          <Slide
            key={modality}
            label={t(`modality.${modality}`)}
            hint={t(`modalityHint.${modality}`)}
            value={weights[modality]}
            min={-MODALITY_REACH}
            max={MODALITY_REACH}
            step={0.25}
            words={
              weights[modality] === 0
                ? t("settings.asLearned")
                : t("settings.times", {
                    factor: format.number(Math.exp(weights[modality]), 1),
                  })
            }
            onChange={(value) => {
              steer({ modality: { ...weights, [modality]: value } });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Manners() {
  const { t, format } = useWords();
  const steering = useApp((state) => state.preferences.steering);
  const steer = useSteer();
  return (
    <fieldset>
      <legend className={css.legend}>{t("settings.manner")}</legend>
      <div className={css.group}>
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
              steer({ [manner]: value });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

function DomainChips() {
  const { t } = useWords();
  const hidden = useApp((state) => state.preferences.steering.hidden);
  const steer = useSteer();
  const toggle = (domain: Domain): void => {
    steer({
      hidden: hidden.includes(domain)
        ? hidden.filter((one) => one !== domain)
        : [...hidden, domain],
    });
  };
  return (
    <fieldset>
      <legend className={css.legend}>{t("settings.domains")}</legend>
      <div className={css.chips}>
        {DOMAINS.map((domain) => {
          const shown = !hidden.includes(domain);
          return (
            <button
              key={domain}
              type="button"
              className={css.chip}
              aria-pressed={shown}
              onClick={() => {
                toggle(domain);
              }}
            >
              {shown ? <Check aria-hidden /> : null}
              {t(`domain.${domain}`)}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
