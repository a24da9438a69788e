/** A mood in words, or by a picture or a sound: read here, in this tab, by an encoder that comes when asked for. */
import { ImageUp, Sparkles } from "lucide-react";
import { useId, useState } from "react";
import { GIVEN } from "../../config/steering.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { DownloadBar } from "../parts/download-bar.tsx";
import { FileButton } from "../parts/file-button.tsx";
import { useApp } from "../store-context.tsx";
import { ACCEPTED } from "./decode.ts";
import css from "./mood.module.css";
import { downloadOf, useWish } from "./use-wish.ts";

export function Mood() {
  const { t } = useWords();
  const field = useId();
  const [words, setWords] = useState("");
  const [over, setOver] = useState(false);
  const wish = useWish(() => {
    setWords("");
  });
  const said = words.trim();
  return (
    <section
      aria-label={t("steer.mood")}
      className={css.mood}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) wish.askFile(file);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (said !== "" && !wish.busy)
            wish.ask({ what: { modality: "text", words: said }, name: said });
        }}
      >
        <h3>
          <label htmlFor={field}>{t("steer.mood")}</label>
        </h3>
        <input
          id={field}
          className={css.field}
          value={words}
          maxLength={GIVEN.letters}
          autoComplete="off"
          placeholder={t("steer.moodPlaceholder")}
          onChange={(event) => {
            setWords(event.target.value);
          }}
        />
        <div className={css.buttons}>
          <Button
            type="submit"
            icon={<Sparkles />}
            disabled={said === "" || wish.busy}
          >
            {t("steer.setMood")}
          </Button>
          <FileButton
            tone="plain"
            icon={<ImageUp />}
            accept={ACCEPTED}
            disabled={wish.busy}
            onFile={wish.askFile}
          >
            {t("steer.byFile")}
          </FileButton>
        </div>
      </form>
      <p className={css.hint}>{t(over ? "steer.dropNow" : "steer.drop")}</p>
      <Agreement wish={wish} />
      <Reading reading={wish.reading} />
    </section>
  );
}

type Wish = ReturnType<typeof useWish>;

function Agreement({ wish }: { readonly wish: Wish }) {
  const { t, format } = useWords();
  const anyLoaded = useApp(({ encoders }) =>
    Object.values(encoders).some((one) => one.report !== undefined),
  );
  if (wish.waiting === null) return null;
  const { modality } = wish.waiting.what;
  const size = format.bytes(downloadOf(modality, anyLoaded));
  return (
    <div className={css.agree} role="group" aria-label={t("steer.download")}>
      <p>{t(`steer.needs.${modality}`, { size })}</p>
      <div className={css.buttons}>
        <Button tone="solid" onClick={wish.agree}>
          {t("steer.loadAndUse")}
        </Button>
        <Button tone="plain" onClick={wish.decline}>
          {t("app.cancel")}
        </Button>
      </div>
    </div>
  );
}

function Reading({ reading }: { readonly reading: Wish["reading"] }) {
  const { t } = useWords();
  const encoder = useApp((state) => state.encoders[reading ?? "text"]);
  if (reading === null) return null;
  return (
    <div className={css.agree} role="status">
      {encoder?.report ? (
        <p>{t("steer.reading")}</p>
      ) : (
        <DownloadBar label={t("steer.loading")} progress={encoder?.progress} />
      )}
    </div>
  );
}
