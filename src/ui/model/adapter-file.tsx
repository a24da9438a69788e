/** The adapter as a file: out, in (by choosing or dropping), and back to the base model. */
import { Download, RotateCcw, Upload } from "lucide-react";
import { useState, type DragEvent } from "react";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { FileButton } from "../parts/file-button.tsx";
import { saveFile } from "../parts/save-file.ts";
import { useBusy } from "../parts/use-busy.ts";
import { useSay } from "../shell/use-say.ts";
import { useActions, useApp } from "../store-context.tsx";
import css from "./adapter-file.module.css";

const FILE_NAME = "palate-adapter.safetensors";

export function AdapterFile() {
  const { t } = useWords();
  const say = useSay();
  const actions = useActions();
  const [busy, run] = useBusy();
  const { take, taking, refused } = useImport();
  const drop = useDrop(take);
  const ready = useApp((state) => state.engine !== null);
  return (
    <div
      className={css.file}
      {...drop.handlers}
      data-over={drop.over || undefined}
    >
      <Imported />
      <div className={css.buttons}>
        <Button
          tone="solid"
          icon={<Download />}
          busy={busy}
          disabled={busy || !ready}
          onClick={() => {
            run(async () => {
              saveFile(await actions.exportAdapter(), FILE_NAME);
              say.done(t("model.exported", { name: FILE_NAME }));
            });
          }}
        >
          {t("model.export")}
        </Button>
        <FileButton
          accept=".safetensors"
          icon={<Upload />}
          busy={taking}
          disabled={taking || !ready}
          onFile={take}
        >
          {t("model.import")}
        </FileButton>
      </div>
      <p className={css.hint} role="status">
        {taking
          ? t("model.importing")
          : t(drop.over ? "model.dropNow" : "model.drop")}
      </p>
      {refused ? (
        <p className={css.refused} role="alert">
          <strong>{refused.message}</strong> {refused.remedy}
        </p>
      ) : null}
    </div>
  );
}

/** Says what an imported adapter is, and offers the way back. */
function Imported() {
  const { t, format } = useWords();
  const say = useSay();
  const { dropAdapter } = useActions();
  const imported = useApp((state) => state.imported);
  const learned = useApp((state) => state.reports.length > 0);
  const [busy, run] = useBusy();
  if (imported === null && !learned) return null;
  return (
    <div className={css.imported}>
      {imported ? (
        <p>
          {t("model.imported", {
            count: imported.ratings,
            parameters: format.number(imported.parameters),
            size: format.bytes(imported.bytes),
          })}
        </p>
      ) : null}
      <Button
        tone="plain"
        icon={<RotateCcw />}
        busy={busy}
        onClick={() => {
          run(async () => {
            await dropAdapter();
            say.done(t("model.backDone"));
          });
        }}
      >
        {t("model.back")}
      </Button>
    </div>
  );
}

/** Takes a file over; a refusal stays on the page, beside the button, until the next try. */
function useImport() {
  const { t } = useWords();
  const say = useSay();
  const { importAdapter } = useActions();
  const describe = useErrorWords();
  const [taking, run] = useBusy();
  const [error, setError] = useState<unknown>(null);
  const take = (file: File): void => {
    setError(null);
    run(async () => {
      try {
        const { ratings } = await importAdapter(file);
        say.done(t("model.importedDone", { count: ratings }));
      } catch (cause) {
        setError(cause);
      }
    });
  };
  return { take, taking, refused: error === null ? null : describe(error) };
}

function useDrop(take: (file: File) => void) {
  const [over, setOver] = useState(false);
  const stop = (event: DragEvent): void => {
    event.preventDefault();
  };
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        stop(event);
        setOver(true);
      },
      onDragLeave: () => {
        setOver(false);
      },
      onDrop: (event: DragEvent) => {
        stop(event);
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) take(file);
      },
    },
  };
}
