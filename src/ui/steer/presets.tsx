/** The presets as chips. Pointing at one tells what it would do to the list before anything is done. */
import { useEffect, useRef, useState } from "react";
import type { Steering } from "../../domain/settings.ts";
import { useWords } from "../i18n/use-words.ts";
import { useActions, useApp, useAppStore } from "../store-context.tsx";
import chips from "./chips.module.css";
import { PRESETS, presetOf, steeringOf, type Preset } from "./preset.ts";
import css from "./presets.module.css";

/** Resting on a preset this long asks what it would do; sweeping over them asks nothing. */
const REST_MS = 180;

interface Told {
  readonly preset: Preset;
  readonly entered: number;
  readonly left: number;
}

/** What the preset under the pointer or the focus would do; one question at a time. */
function usePreview() {
  const app = useAppStore();
  const [told, setTold] = useState<Told | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wanted = useRef<Preset | null>(null);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const ask = async (preset: Preset, steering: Steering): Promise<void> => {
    const { actions } = app.getState();
    const { entered, left } = await actions.previewSteering(steering);
    if (wanted.current === preset)
      setTold({ preset, entered: entered.length, left: left.length });
  };
  const look = (preset: Preset | null): void => {
    clearTimeout(timer.current);
    wanted.current = preset;
    if (preset === null) {
      setTold(null);
      return;
    }
    timer.current = setTimeout(() => {
      const now = app.getState().preferences.steering;
      ask(preset, steeringOf(preset, now)).catch(() => {
        setTold(null);
      });
    }, REST_MS);
  };
  return { told, look };
}

export function Presets() {
  const { t } = useWords();
  const steering = useApp((state) => state.preferences.steering);
  const { trySteering } = useActions();
  const { told, look } = usePreview();
  const standing = presetOf(steering);
  return (
    <fieldset>
      <legend>{t("steer.presets")}</legend>
      <div className={chips.chips}>
        {PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            className={chips.chip}
            aria-pressed={standing === preset}
            onPointerEnter={() => {
              look(preset);
            }}
            onPointerLeave={() => {
              look(null);
            }}
            onFocus={() => {
              look(preset);
            }}
            onBlur={() => {
              look(null);
            }}
            onClick={() => {
              look(null);
              void trySteering(steeringOf(preset, steering));
            }}
          >
            {t(`steer.preset.${preset}`)}
          </button>
        ))}
      </div>
      <p className={css.told} aria-live="polite">
        {told === null || told.preset === standing
          ? t(standing ? `steer.presetHow.${standing}` : "steer.presetOwn")
          : told.entered === 0
            ? t("steer.wouldNothing")
            : t("steer.would", { count: told.entered })}
      </p>
    </fieldset>
  );
}
