/** Domains in or out of the list. */
import { Check } from "lucide-react";
import { DOMAINS, type Domain } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import { useActions, useApp } from "../store-context.tsx";
import chips from "./chips.module.css";

export function Domains() {
  const { t } = useWords();
  const hidden = useApp((state) => state.preferences.steering.hidden);
  const { trySteering } = useActions();
  const toggle = (domain: Domain): void => {
    void trySteering({
      hidden: hidden.includes(domain)
        ? hidden.filter((one) => one !== domain)
        : [...hidden, domain],
    });
  };
  return (
    <fieldset>
      <legend>{t("settings.domains")}</legend>
      <div className={chips.chips}>
        {DOMAINS.map((domain) => {
          const shown = !hidden.includes(domain);
          return (
            <button
              key={domain}
              type="button"
              className={chips.chip}
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
