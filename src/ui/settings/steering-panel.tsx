/** The sliders that steer the list, live. Steering never becomes a rating. */
import { RotateCcw } from "lucide-react";
import { DEFAULT_STEERING } from "../../config/preferences.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { useSay } from "../shell/use-say.ts";
import { DomainChips } from "../steer/domains.tsx";
import {
  MannerSlides,
  ModalitySlides,
  type OnSteer,
} from "../steer/sliders.tsx";
import { useActions, useAppStore } from "../store-context.tsx";
import css from "./stack.module.css";

export function SteeringPanel() {
  const { t } = useWords();
  const say = useSay();
  const app = useAppStore();
  const { setPreferences } = useActions();
  const steer: OnSteer = (change) => {
    const { steering } = app.getState().preferences;
    void setPreferences({ steering: { ...steering, ...change } });
  };
  return (
    <div className={css.stack}>
      <div className={css.columns}>
        <fieldset>
          <legend className={css.legend}>{t("settings.listenTo")}</legend>
          <div className={css.group}>
            <ModalitySlides onSteer={steer} explained />
          </div>
        </fieldset>
        <fieldset>
          <legend className={css.legend}>{t("settings.manner")}</legend>
          <div className={css.group}>
            <MannerSlides onSteer={steer} />
          </div>
        </fieldset>
      </div>
      <fieldset>
        <legend className={css.legend}>{t("settings.domains")}</legend>
        <DomainChips onSteer={steer} />
      </fieldset>
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
