/** Domains in or out of the list. */
import { Check } from "lucide-react";
import { DOMAINS, type Domain } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import chips from "./chips.module.css";
import type { OnSteer } from "./sliders.tsx";

export function DomainChips({ onSteer }: { readonly onSteer: OnSteer }) {
  const { t } = useWords();
  const hidden = useApp((state) => state.preferences.steering.hidden);
  const toggle = (domain: Domain): void => {
    onSteer({
      hidden: hidden.includes(domain)
        ? hidden.filter((one) => one !== domain)
        : [...hidden, domain],
    });
  };
  return (
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
  );
}
