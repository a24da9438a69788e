/** Search by meaning: says what it loads and how large it is, then loads it once and compares. */
import { Sparkles } from "lucide-react";
import { useState } from "react";
import { ENCODER_BYTES } from "../../config/downloads.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { DownloadBar } from "../parts/download-bar.tsx";
import { useBusy } from "../parts/use-busy.ts";
import { useActions, useApp } from "../store-context.tsx";
import css from "./meaning-search.module.css";
import type { useFound } from "./use-found.ts";

export function MeaningSearch({
  found,
}: {
  readonly found: ReturnType<typeof useFound>;
}) {
  const { t, format } = useWords();
  const { loadEncoder } = useActions();
  const encoder = useApp((state) => state.encoders.text);
  const [busy, run] = useBusy();
  const [asking, setAsking] = useState(false);
  const loaded = encoder?.report !== undefined;
  const search = (): void => {
    setAsking(false);
    run(async () => {
      if (!loaded) await loadEncoder("text");
      await found.askMeaning();
    });
  };
  return (
    <>
      <Button
        icon={<Sparkles />}
        busy={busy}
        disabled={busy || found.asked === ""}
        aria-pressed={found.byMeaning}
        aria-expanded={loaded ? undefined : asking}
        onClick={() => {
          if (found.byMeaning) found.forgetMeaning();
          else if (loaded) search();
          else setAsking(!asking);
        }}
      >
        {t(found.byMeaning ? "catalogues.byWords" : "catalogues.byMeaning")}
      </Button>
      {asking ? (
        <div className={css.ask}>
          <p>
            {t("catalogues.meaningHow", {
              size: format.bytes(ENCODER_BYTES.text),
            })}
          </p>
          <Button tone="solid" onClick={search}>
            {t("catalogues.load")}
          </Button>
        </div>
      ) : null}
      {busy ? (
        <div className={css.ask} role="status">
          {loaded ? (
            <p>{t("catalogues.searching")}</p>
          ) : (
            <DownloadBar
              label={t("catalogues.loading")}
              progress={encoder?.progress}
            />
          )}
        </div>
      ) : null}
    </>
  );
}
