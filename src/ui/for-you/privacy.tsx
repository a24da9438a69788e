/** What happens to what a person does here, in ten seconds, with the proof one press away. */
import { lazy, Suspense, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./privacy.module.css";

const Proof = lazy(async () => ({
  default: (await import("../shell/proof.tsx")).Proof,
}));

export function Privacy() {
  const { t } = useWords();
  const adapter = useApp((state) => state.engine?.adapter);
  const outside = useApp((state) => state.outside);
  const [open, setOpen] = useState(false);
  const requests = t("welcome.privacyRequests", { count: outside });
  return (
    <section aria-label={t("welcome.privacy")} className={css.privacy}>
      <p>
        {t("welcome.privacyHere", { adapter: adapter ?? t("pill.starting") })}{" "}
        {t("welcome.privacySent", { requests })} {t("welcome.privacyYours")}{" "}
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => {
            setOpen(true);
          }}
        >
          {t("welcome.privacyProof")}
        </button>
      </p>
      {open ? (
        <Suspense fallback={null}>
          <Proof
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      ) : null}
    </section>
  );
}
