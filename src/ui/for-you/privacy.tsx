/** What happens to what a person does here, in ten seconds, with the proof one press away. */
import { useWords } from "../i18n/use-words.ts";
import { useProof } from "../shell/use-proof.tsx";
import { useApp } from "../store-context.tsx";
import css from "./privacy.module.css";

export function Privacy() {
  const { t } = useWords();
  const adapter = useApp((state) => state.engine?.adapter);
  const outside = useApp((state) => state.outside);
  const { show, proof } = useProof();
  const requests = t("welcome.privacyRequests", { count: outside });
  return (
    <section aria-label={t("welcome.privacy")} className={css.privacy}>
      <p>
        {t("welcome.privacyHere", { adapter: adapter ?? t("pill.starting") })}{" "}
        {t("welcome.privacySent", { requests })} {t("welcome.privacyYours")}{" "}
        <button type="button" aria-haspopup="dialog" onClick={show}>
          {t("welcome.privacyProof")}
        </button>
      </p>
      {proof}
    </section>
  );
}
