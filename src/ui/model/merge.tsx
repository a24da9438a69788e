/** Several adapters as one, with the list that it would give before anything changes. */
import { GitMerge, Plus, X } from "lucide-react";
import { useState } from "react";
import type { MergeManner } from "../../domain/adapter.ts";
import type { Merge } from "../../store/state.ts";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { Choice } from "../parts/choice.tsx";
import { FileButton } from "../parts/file-button.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { Section } from "../parts/section.tsx";
import { useSay } from "../shell/use-say.ts";
import { useActions, useApp } from "../store-context.tsx";
import { ListPreview } from "./list-preview.tsx";
import css from "./merge.module.css";

export function MergeAdapters() {
  const { t } = useWords();
  const own = useApp((state) => state.ratings.length > 0);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [manner, setManner] = useState<MergeManner>("devices");
  const { merge, busy, refused, preview, clear } = usePreview();
  const count = files.length + (own ? 1 : 0);
  const change = (next: readonly File[]): void => {
    setFiles(next);
    clear();
  };
  return (
    <Section title={t("model.merge")} note={t("model.mergeNote")}>
      <div className={css.merge}>
        <Files files={files} onChange={change} />
        <Choice
          label={t("model.mergeManner")}
          value={manner}
          onChange={(next) => {
            setManner(next);
            clear();
          }}
          options={[
            { value: "devices", label: t("model.mergeDevices") },
            { value: "people", label: t("model.mergePeople") },
          ]}
        />
        <p className={css.hint}>
          {t(
            manner === "devices"
              ? "model.mergeDevicesHow"
              : "model.mergePeopleHow",
          )}
        </p>
        <div className={css.buttons}>
          <FileButton
            accept=".safetensors"
            icon={<Plus />}
            onFile={(file) => {
              change([...files, file]);
            }}
          >
            {t("model.mergeAdd")}
          </FileButton>
          <Button
            tone="solid"
            icon={<GitMerge />}
            busy={busy}
            disabled={busy || count < 2}
            onClick={() => {
              preview(files, manner);
            }}
          >
            {t("model.mergePreview")}
          </Button>
        </div>
        {refused ? (
          <p className={css.refused} role="alert">
            <strong>{refused.message}</strong> {refused.remedy}
          </p>
        ) : null}
        {merge ? (
          <Preview
            merge={merge}
            onTaken={() => {
              change([]);
            }}
          />
        ) : null}
      </div>
    </Section>
  );
}

/** What is merged: this device's own, and the files that were added. */
function Files({
  files,
  onChange,
}: {
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
}) {
  const { t } = useWords();
  const own = useApp((state) => state.ratings.length > 0);
  return (
    <ul className={css.files} aria-label={t("model.mergeFiles")}>
      {own ? <li>{t("model.mergeOwn")}</li> : null}
      {files.map((file, at) => (
        <li key={`${file.name} ${at}`}>
          {file.name}
          <IconButton
            icon={<X />}
            label={t("model.mergeRemove", { name: file.name })}
            tip={t("model.delete")}
            onClick={() => {
              onChange(files.filter((_, other) => other !== at));
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function Preview({
  merge,
  onTaken,
}: {
  readonly merge: Merge;
  readonly onTaken: () => void;
}) {
  const { t, format } = useWords();
  const say = useSay();
  const { takeMerged } = useActions();
  const { report, list } = merge;
  const take = (): void => {
    takeMerged(merge).then(
      () => {
        say.done(t("model.mergeDone"));
        onTaken();
      },
      (error: unknown) => {
        say.error(error);
      },
    );
  };
  return (
    <div className={css.preview}>
      <p role="status">
        {t("model.mergeRatings", { count: report.ratings })}{" "}
        {report.kept >= 1
          ? t("model.mergeExact", { rank: report.rank })
          : t("model.mergeKept", { share: format.percent(report.kept, 1) })}
      </p>
      <ListPreview title={t("model.mergeList")} list={list} />
      <Button tone="accent" onClick={take}>
        {t("model.mergeTake")}
      </Button>
    </div>
  );
}

/** A file that cannot be merged is named beside the buttons until the next try. */
function usePreview() {
  const { mergeAdapters } = useActions();
  const describe = useErrorWords();
  const [merge, setMerge] = useState<Merge | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const clear = (): void => {
    setMerge(null);
    setError(null);
  };
  const preview = (files: readonly File[], manner: MergeManner): void => {
    clear();
    setBusy(true);
    mergeAdapters(files, manner)
      .then(setMerge, setError)
      .finally(() => {
        setBusy(false);
      });
  };
  const refused = error === null ? null : describe(error);
  return { merge, busy, refused, preview, clear };
}
