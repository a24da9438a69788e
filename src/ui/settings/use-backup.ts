/** Saves everything that is kept as one file. */
import { useWords } from "../i18n/use-words.ts";
import { saveFile } from "../parts/save-file.ts";
import { useBusy } from "../parts/use-busy.ts";
import { useSay } from "../shell/use-say.ts";
import { useActions } from "../store-context.tsx";

const FILE_NAME = "palate-backup.json";

export function useBackup(): {
  readonly saving: boolean;
  readonly save: () => void;
} {
  const { t } = useWords();
  const say = useSay();
  const { exportBackup } = useActions();
  const [saving, run] = useBusy();
  const save = (): void => {
    run(async () => {
      saveFile(await exportBackup(), FILE_NAME);
      say.done(t("settings.backupDone", { name: FILE_NAME }));
    });
  };
  return { saving, save };
}
