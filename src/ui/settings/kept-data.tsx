/** What is kept in this browser: how much, out as a backup, in from one, and away. */
import { Download, Trash2, Upload } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import facts from "../parts/facts.module.css";
import { FileButton } from "../parts/file-button.tsx";
import { useBusy } from "../parts/use-busy.ts";
import { useSay } from "../shell/use-say.ts";
import { useActions, useApp } from "../store-context.tsx";
import css from "./stack.module.css";
import { useBackup } from "./use-backup.ts";

const ForgetDialog = lazy(async () => ({
  default: (await import("./forget-dialog.tsx")).ForgetDialog,
}));

export function KeptData() {
  const { t } = useWords();
  const { saving, save } = useBackup();
  const [asking, setAsking] = useState(false);
  return (
    <div className={css.stack}>
      <Space />
      <div className={css.buttons}>
        <Button icon={<Download />} busy={saving} onClick={save}>
          {t("settings.backup")}
        </Button>
        <Restore />
        <Button
          tone="danger"
          icon={<Trash2 />}
          onClick={() => {
            setAsking(true);
          }}
        >
          {t("settings.forget")}
        </Button>
      </div>
      {asking ? (
        <Suspense fallback={null}>
          <ForgetDialog
            onClose={() => {
              setAsking(false);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function Space() {
  const { t, format } = useWords();
  const storage = useApp((state) => state.storage);
  if (storage === null) return null;
  return (
    <div>
      <dl className={facts.facts}>
        <div>
          <dt>{t("settings.used")}</dt>
          <dd>
            {t("settings.usedOf", {
              used: format.bytes(storage.used),
              quota: format.bytes(storage.quota),
            })}
          </dd>
        </div>
      </dl>
      <p className={css.hint}>
        {t(storage.persisted ? "settings.persisted" : "settings.notPersisted")}
      </p>
    </div>
  );
}

function Restore() {
  const { t } = useWords();
  const say = useSay();
  const { restoreBackup } = useActions();
  const [busy, run] = useBusy();
  return (
    <FileButton
      accept=".json,application/json"
      icon={<Upload />}
      busy={busy}
      onFile={(file) => {
        run(async () => {
          const count = await restoreBackup(file);
          say.done(
            count > 0
              ? t("settings.restoreDone", { count })
              : t("settings.restoreNothing"),
          );
        });
      }}
    >
      {t("settings.restore")}
    </FileButton>
  );
}
