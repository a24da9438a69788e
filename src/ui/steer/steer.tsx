/**
 * The steering panel: beside the list on a wide screen, below it on a narrow one, and never over all of it,
 * because the list follows while a slider moves. It is no modal dialog: the list stays in reach.
 */
import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useWords } from "../i18n/use-words.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useActions, useAppStore } from "../store-context.tsx";
import { DomainChips } from "./domains.tsx";
import { Mood } from "./mood.tsx";
import { Pending } from "./pending.tsx";
import { Presets } from "./presets.tsx";
import { MannerSlides, ModalitySlides, type OnSteer } from "./sliders.tsx";
import css from "./steer.module.css";
import { Wishes } from "./wishes.tsx";

export function Steer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const panel = useRef<HTMLElement>(null);
  useKeptOnClose();
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section
      ref={panel}
      role="dialog"
      aria-modal={false}
      aria-labelledby="steer-title"
      tabIndex={-1}
      className={css.panel}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className={css.header}>
        <h2 id="steer-title">{t("steer.title")}</h2>
        <IconButton label={t("app.close")} icon={<X />} onClick={onClose} />
        <p>{t("steer.lead")}</p>
      </header>
      <div className={css.body}>
        <Presets />
        <Mood />
        <Wishes />
        <Controls />
      </div>
      <Pending />
    </section>
  );
}

/** The list follows while one of them moves; below, a person decides whether it stays. */
function Controls() {
  const { t } = useWords();
  const { trySteering } = useActions();
  const steer: OnSteer = (change) => void trySteering(change);
  return (
    <>
      <fieldset>
        <legend>{t("settings.listenTo")}</legend>
        <div className={css.sliders}>
          <ModalitySlides onSteer={steer} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("settings.manner")}</legend>
        <div className={css.sliders}>
          <MannerSlides onSteer={steer} />
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("settings.domains")}</legend>
        <DomainChips onSteer={steer} />
      </fieldset>
    </>
  );
}

/** Whoever closes the panel is content with the list; what was tried out stays. */
function useKeptOnClose(): void {
  const app = useAppStore();
  useEffect(
    () => () => {
      void app.getState().actions.keepSteering();
    },
    [app],
  );
}
