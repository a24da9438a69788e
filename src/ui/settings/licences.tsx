/** Whom Palate stands on: the notices that ship with it, read in the page. */
import { lazy, Suspense, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import css from "./stack.module.css";

const NoticeText = lazy(async () => ({
  default: (await import("./notice-text.tsx")).NoticeText,
}));

export function Licences() {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  return (
    <div className={css.stack}>
      <div>
        <Button
          aria-expanded={shown}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {t(shown ? "settings.noticeHide" : "settings.notice")}
        </Button>
      </div>
      {shown ? (
        <Suspense fallback={null}>
          <NoticeText />
        </Suspense>
      ) : null}
    </div>
  );
}
