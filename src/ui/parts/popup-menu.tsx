/** A small popup at what was pressed, with choices below each other. Escape and a press outside close it. */
import { Popover } from "@base-ui/react/popover";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import popup from "./popup.module.css";
import css from "./popup-menu.module.css";

interface PopupMenuProps {
  readonly anchor: HTMLElement;
  readonly align: "start" | "end";
  readonly className: string | undefined;
  readonly onClose: () => void;
  /** A `Popover.Title` first, then the choices. */
  readonly children: ReactNode;
}

export function PopupMenu(props: PopupMenuProps) {
  const { anchor, align, className = "", onClose, children } = props;
  return (
    <Popover.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align={align}
          sideOffset={8}
          collisionPadding={12}
          className={popup.positioner}
        >
          <Popover.Popup
            className={`${popup.popup} ${css.menu} ${className}`}
            finalFocus={() => anchor}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface PopupChoiceProps {
  readonly Icon: LucideIcon;
  readonly children: ReactNode;
  /** Left out where a choice is done once and not held. */
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

export function PopupChoice(props: PopupChoiceProps) {
  const { Icon, children, pressed, onClick } = props;
  return (
    <button
      type="button"
      className={css.choice}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon aria-hidden />
      {children}
    </button>
  );
}
