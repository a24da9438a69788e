/** Alive and local: the GPU's name, the last list's milliseconds, and what left this tab. Pressed, it opens the proof. */
import { ShieldCheck } from "lucide-react";
import { adapterName } from "../adapter-name.ts";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./pill.module.css";
import { useProof } from "./use-proof.tsx";

export function Pill() {
  const { t, format } = useWords();
  const engine = useApp((state) => state.engine);
  const took = useApp((state) =>
    state.ranking?.by === "cover" ? undefined : state.ranking?.took,
  );
  const outside = useApp((state) => state.outside);
  const { show, proof } = useProof();
  return (
    <>
      <button
        type="button"
        className={css.pill}
        aria-haspopup="dialog"
        data-outside={outside > 0 || undefined}
        onClick={show}
      >
        <ShieldCheck aria-hidden />
        <span className={css.adapter}>
          {engine
            ? adapterName(engine, (name) => t("offline.software", { name }))
            : t("pill.starting")}
        </span>
        {took === undefined ? null : (
          <span className={css.took}>{format.span(took)}</span>
        )}
        <span className={css.outside}>
          {t("pill.outside", { count: outside })}
        </span>
      </button>
      {proof}
    </>
  );
}
