/** The ratings as a file for other programs, and from one. */
import { FileDown, FileUp } from "lucide-react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { FileButton } from "../parts/file-button.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useBusy } from "../parts/use-busy.ts";
import { useSay } from "../shell/use-say.ts";
import { useActions, useApp } from "../store-context.tsx";
import css from "./ratings-file.module.css";

export function RatingsFile() {
  const { t } = useWords();
  const say = useSay();
  const { exportRatings, importRatings } = useActions();
  const empty = useApp((state) => state.ratings.length === 0);
  const [busy, run] = useBusy();
  const save = (format: "csv" | "json") => () => {
    run(async () => {
      const name = `palate-ratings.${format}`;
      saveFile(await exportRatings(format), name);
      say.done(t("history.exported", { name }));
    });
  };
  return (
    <section className={css.files} aria-label={t("history.files")}>
      <p>{t("history.filesHow")}</p>
      <div className={css.buttons}>
        {empty ? null : (
          <>
            <Button icon={<FileDown />} busy={busy} onClick={save("csv")}>
              {t("history.exportCsv")}
            </Button>
            <Button icon={<FileDown />} busy={busy} onClick={save("json")}>
              {t("history.exportJson")}
            </Button>
          </>
        )}
        <FileButton
          accept=".csv,.json,text/csv,application/json"
          icon={<FileUp />}
          busy={busy}
          onFile={(file) => {
            run(async () => {
              const { added, known, unknown } = await importRatings(file);
              say.done(
                [
                  t("history.imported", { count: added }),
                  known > 0 ? t("history.importedKnown", { count: known }) : "",
                  unknown > 0
                    ? t("history.importedUnknown", { count: unknown })
                    : "",
                ]
                  .filter((words) => words !== "")
                  .join(" "),
              );
            });
          }}
        >
          {t("history.import")}
        </FileButton>
      </div>
    </section>
  );
}
