/** Names what goes, offers a backup first, and after it is done a way back for as long as the tab lives. */
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Download } from "lucide-react";
import { useWords } from "../i18n/use-words.ts";
import button from "../parts/button.module.css";
import { Button } from "../parts/button.tsx";
import popup from "../parts/popup.module.css";
import { useBusy } from "../parts/use-busy.ts";
import { useSay } from "../shell/use-say.ts";
import { useActions, useApp } from "../store-context.tsx";
import css from "./forget-dialog.module.css";
import { useBackup } from "./use-backup.ts";

export function ForgetDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const count = useApp((state) => state.ratings.length);
  const { saving, save } = useBackup();
  const { busy, forget } = useForget(onClose);
  return (
    <AlertDialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={popup.backdrop} />
        <AlertDialog.Popup className={`${popup.popup} ${popup.dialog}`}>
          <AlertDialog.Title className={popup.title}>
            {t("settings.forgetTitle")}
          </AlertDialog.Title>
          <AlertDialog.Description className={css.words} render={<div />}>
            <p>{t("settings.forgetHow")}</p>
            <ul className={css.list}>
              <li>{t("settings.forgetRatings", { count })}</li>
              <li>{t("settings.forgetModel")}</li>
              <li>{t("settings.forgetSettings")}</li>
            </ul>
          </AlertDialog.Description>
          <div className={css.buttons}>
            <Button icon={<Download />} busy={saving} onClick={save}>
              {t("settings.forgetBackup")}
            </Button>
            <AlertDialog.Close className={`${button.button} ${button.quiet}`}>
              {t("app.cancel")}
            </AlertDialog.Close>
            <Button tone="danger" busy={busy} onClick={forget}>
              {t("settings.forgetDo")}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function useForget(onDone: () => void) {
  const { t } = useWords();
  const say = useSay();
  const { forgetEverything } = useActions();
  const [busy, run] = useBusy();
  const bring = (back: () => Promise<void>): void => {
    back().then(
      () => {
        say.done(t("settings.forgetUndone"));
      },
      (error: unknown) => {
        say.error(error);
      },
    );
  };
  const forget = (): void => {
    run(async () => {
      const back = await forgetEverything();
      onDone();
      say.done(t("settings.forgotten"), {
        label: t("settings.bring"),
        act: () => {
          bring(back);
        },
      });
    });
  };
  return { busy, forget };
}
