/** Short messages at the foot of the page: what was done, and the way back. */
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useWords } from "../i18n/use-words.ts";
import css from "./toasts.module.css";

/** One at a time: the last thing done is the thing to take back. */
const LIMIT = 1;

export const toastManager = Toast.createToastManager();

export function Toasts({ children }: { readonly children: React.ReactNode }) {
  return (
    <Toast.Provider toastManager={toastManager} limit={LIMIT}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={css.viewport}>
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager();
  const { t } = useWords();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      // Not a dialog: it asks nothing and holds nobody up, and only a dialog can be modal or not.
      role="group"
      aria-modal={undefined}
      className={css.toast}
      swipeDirection={["up", "down", "left", "right"]}
    >
      <Toast.Content className={css.content}>
        <div className={css.text}>
          <Toast.Title className={css.title} />
          <Toast.Description className={css.description} />
        </div>
        <Toast.Action className={css.action} />
        {/* Base UI hides it while the messages are folded; one alone is never folded, and Tab reaches it. */}
        <Toast.Close
          className={css.close}
          aria-label={t("app.close")}
          aria-hidden={undefined}
        >
          <X />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
