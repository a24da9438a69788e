/** The frame of every page: navigation, what goes on, how it runs, notices, and the page itself. */
import type { ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import { LearningStatus } from "./learning-status.tsx";
import { Mark } from "./mark.tsx";
import { Navigation } from "./navigation.tsx";
import { Notices } from "./notices.tsx";
import { Pill } from "./pill.tsx";
import css from "./shell.module.css";

export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className={css.shell}>
      <a
        className={css.skip}
        href="#main"
        onClick={(event) => {
          // The address bar holds the page's place; the target is focused instead.
          event.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        {t("app.skip")}
      </a>
      <header className={css.side}>
        <span className={css.mark}>
          <Mark />
          <span>{t("app.name")}</span>
        </span>
        <Navigation />
      </header>
      <div className={css.body}>
        <div className={css.bar}>
          <LearningStatus />
          <Pill />
        </div>
        <Notices />
        <main id="main" className={css.main} tabIndex={-1}>
          {children}
        </main>
      </div>
    </div>
  );
}
