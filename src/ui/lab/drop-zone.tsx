/** Where files and folders are dropped or chosen, and what became of the last ones. */
import { FlaskConical, FileUp, FolderUp } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { Button } from "../parts/button.tsx";
import { useSay } from "../shell/use-say.ts";
import css from "./drop-zone.module.css";
import { useLab, useLabActions } from "./lab-context.tsx";
import { filesOfDrop } from "./read-drop.ts";
import { isBusy } from "../../store/lab-state.ts";
import { useLabWords } from "./use-lab-words.ts";

export function DropZone() {
  const { l, format } = useLabWords();
  const { takeFiles, takeExample } = useLabActions();
  const reading = useLab((state) => state.reading);
  const busy = useLab((state) => isBusy(state.run));
  const madeFor = useLab((state) => state.madeFor);
  const given = useLab((state) => state.data !== null);
  const say = useSay();
  const [over, setOver] = useState(false);
  const take = (files: readonly File[]): void => {
    if (files.length > 0) void takeFiles(files);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (busy) return;
    filesOfDrop(event.dataTransfer).then(take, (error: unknown) => {
      say.error(error);
    });
  };
  return (
    <div
      className={css.zone}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={drop}
    >
      {madeFor !== null && !given ? (
        <p className={css.hint}>
          <strong>{l("data.madeFor", { name: madeFor })}</strong>
        </p>
      ) : null}
      <p className={css.hint}>{l("data.drop")}</p>
      <div className={css.buttons}>
        <Button
          tone="solid"
          icon={<FlaskConical aria-hidden />}
          disabled={busy}
          onClick={() => void takeExample()}
        >
          {l("data.example")}
        </Button>
        <Files
          label={l("data.files")}
          icon={<FileUp aria-hidden />}
          disabled={busy}
          onFiles={take}
        />
        <Files
          folder
          label={l("data.folder")}
          icon={<FolderUp aria-hidden />}
          disabled={busy}
          onFiles={take}
        />
      </div>
      {reading ? (
        <p className={css.reading} role="status">
          {l("data.reading", {
            read: format.bytes(reading.read),
            total: format.bytes(reading.total),
          })}
        </p>
      ) : null}
      <Refusal />
    </div>
  );
}

interface FilesProps {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly folder?: boolean;
  readonly disabled: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

function Files({ label, icon, folder = false, disabled, onFiles }: FilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        icon={icon}
        disabled={disabled}
        onClick={() => {
          const { current } = input;
          if (current === null) return;
          current.webkitdirectory = folder;
          current.click();
        }}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        tabIndex={-1}
        aria-hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again after it was mended.
          event.target.value = "";
          onFiles(files);
        }}
      />
    </>
  );
}

/** Which file, which line, what is wrong there and what to do: the whole of it, and it stays. */
function Refusal() {
  const { l } = useLabWords();
  const refusal = useLab((state) => state.refusal);
  const describe = useErrorWords();
  if (refusal === null) return null;
  const { message, remedy } = describe(refusal);
  return (
    <div className={css.refusal} role="alert">
      <strong>{l("data.refused")}</strong>
      <p>{message}</p>
      <p>{remedy}</p>
    </div>
  );
}
