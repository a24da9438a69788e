/** Alive and local: the GPU's name, the last list's milliseconds, and what left this tab. Pressed, it opens the proof. */
import { ShieldCheck } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { adapterName } from "../adapter-name.ts";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./pill.module.css";

const Proof = lazy(async () => ({
  default: (await import("./proof.tsx")).Proof,
}));

export function Pill() {
  const { t, format } = useWords();
  const engine = useApp((state) => state.engine);
  const took = useApp((state) =>
    state.ranking?.by === "cover" ? undefined : state.ranking?.took,
  );
  const outside = useApp((state) => state.outside);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={css.pill}
        aria-haspopup="dialog"
        data-outside={outside > 0 || undefined}
        onClick={() => {
          setOpen(true);
        }}
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
      {open ? (
        <Suspense fallback={null}>
          <Proof
            onClose={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
