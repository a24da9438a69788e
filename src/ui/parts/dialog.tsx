/** A modal dialog with a title and a close button; focus goes back to where it came from. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/use-words.ts";
import iconButton from "./icon-button.module.css";
import css from "./popup.module.css";

interface DialogProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Dialog({
  title,
  onClose,
  children,
  className = "",
}: DialogProps) {
  const { t } = useWords();
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={css.backdrop} />
        <Base.Popup className={`${css.popup} ${css.dialog} ${className}`}>
          <Base.Title className={css.title}>{title}</Base.Title>
          {children}
          <Base.Close
            className={`${iconButton.button} ${css.close}`}
            aria-label={t("app.close")}
          >
            <X />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
