/** How far a download is, in bytes and as a bar. */
import { Progress } from "@base-ui/react/progress";
import type { DownloadProgress } from "../../domain/encoder.ts";
import { useWords } from "../i18n/use-words.ts";
import css from "./download-bar.module.css";

interface DownloadBarProps {
  readonly label: string;
  readonly progress: DownloadProgress | undefined;
}

export function DownloadBar({ label, progress }: DownloadBarProps) {
  const { t, format } = useWords();
  const known = progress !== undefined && progress.total > 0;
  return (
    <Progress.Root
      className={css.bar}
      value={known ? progress.loaded : null}
      max={known ? progress.total : 1}
    >
      <Progress.Label>{label}</Progress.Label>
      <span className={css.size} aria-hidden>
        {known
          ? t("settings.loadingOf", {
              loaded: format.bytes(progress.loaded),
              total: format.bytes(progress.total),
            })
          : t("settings.loading")}
      </span>
      <Progress.Track className={css.track}>
        <Progress.Indicator className={css.indicator} />
      </Progress.Track>
    </Progress.Root>
  );
}
