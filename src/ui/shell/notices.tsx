/** What should be known without being looked for: a fallback, being offline, a lost GPU, a failure with its way out. */
import { Cpu, RefreshCw, TriangleAlert, WifiOff, X } from "lucide-react";
import { useState, useSyncExternalStore, type ReactNode } from "react";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { useWords } from "../i18n/use-words.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { Button } from "../parts/button.tsx";
import { useActions, useApp } from "../store-context.tsx";
import css from "./notices.module.css";

export function Notices() {
  return (
    <div className={css.notices}>
      <Failure />
      <Recovering />
      <Fallback />
      <Offline />
      <Update />
    </div>
  );
}

interface NoticeProps {
  readonly icon: ReactNode;
  readonly tone?: "calm" | "bad";
  readonly onDismiss?: () => void;
  readonly children: ReactNode;
}

function Notice({ icon, tone = "calm", onDismiss, children }: NoticeProps) {
  const { t } = useWords();
  return (
    <div
      className={css.notice}
      data-tone={tone}
      role={tone === "bad" ? "alert" : "note"}
    >
      {icon}
      <p>{children}</p>
      {onDismiss ? (
        <IconButton
          label={t("notice.dismiss")}
          icon={<X />}
          onClick={onDismiss}
        />
      ) : null}
    </div>
  );
}

function Failure() {
  const error = useApp(({ phase }) =>
    phase.is === "failed" ? phase.error : null,
  );
  const describe = useErrorWords();
  const [seen, setSeen] = useState<unknown>(null);
  if (error === null || seen === error) return null;
  const { message, remedy } = describe(error);
  return (
    <Notice
      tone="bad"
      icon={<TriangleAlert aria-hidden />}
      onDismiss={() => {
        setSeen(error);
      }}
    >
      <strong>{message}</strong> {remedy}
    </Notice>
  );
}

function Recovering() {
  const { t } = useWords();
  const recovering = useApp(
    ({ phase }) => phase.is === "busy" && phase.what === "recovering",
  );
  return recovering ? (
    <Notice icon={<RefreshCw aria-hidden />}>{t("notice.recovering")}</Notice>
  ) : null;
}

function Fallback() {
  const { t } = useWords();
  const engine = useApp((state) => state.engine);
  const chosen = useApp((state) => state.preferences.backend === "wasm");
  const [dismissed, setDismissed] = useState(false);
  if (engine?.backend !== "wasm" || chosen || dismissed) return null;
  return (
    <Notice
      icon={<Cpu aria-hidden />}
      onDismiss={() => {
        setDismissed(true);
      }}
    >
      <strong>{t("notice.wasm")}</strong>{" "}
      {engine.fallback ? <span lang="en">{engine.fallback} </span> : null}
      {t("notice.wasmHow")}
    </Notice>
  );
}

/** Stays until it is answered: reloading is the person's choice, and loses nothing. */
function Update() {
  const { t } = useWords();
  const ready = useApp((state) => state.updateReady);
  const { update } = useActions();
  const [dismissed, setDismissed] = useState(false);
  if (!ready || dismissed) return null;
  return (
    <Notice
      icon={<RefreshCw aria-hidden />}
      onDismiss={() => {
        setDismissed(true);
      }}
    >
      {t("offline.update")}{" "}
      <Button tone="plain" onClick={update}>
        {t("offline.reload")}
      </Button>
    </Notice>
  );
}

function subscribeOnline(tell: () => void): () => void {
  window.addEventListener("online", tell);
  window.addEventListener("offline", tell);
  return () => {
    window.removeEventListener("online", tell);
    window.removeEventListener("offline", tell);
  };
}

function Offline() {
  const { t } = useWords();
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  return online ? null : (
    <Notice icon={<WifiOff aria-hidden />}>{t("notice.offline")}</Notice>
  );
}
