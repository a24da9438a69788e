/** "Why this?": beside the card on a wide screen, a drawer from below on the phone. */
import { Drawer } from "@base-ui/react/drawer";
import { Popover } from "@base-ui/react/popover";
import { X } from "lucide-react";
import type { ItemId } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import iconButton from "../parts/icon-button.module.css";
import popup from "../parts/popup.module.css";
import { PHONE, useMedia } from "../parts/use-media.ts";
import { useItem } from "../store-context.tsx";
import { Explained } from "./explained.tsx";
import css from "./why.module.css";

interface WhyProps {
  readonly item: ItemId;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

export function Why(props: WhyProps) {
  const phone = useMedia(PHONE);
  return phone ? <WhySheet {...props} /> : <WhyPopover {...props} />;
}

function useTitle(id: ItemId): string {
  const { t } = useWords();
  return t("why.title", { title: useItem(id)?.title ?? "" });
}

function WhyPopover({ item, anchor, onClose }: WhyProps) {
  const { t } = useWords();
  const title = useTitle(item);
  return (
    <Popover.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={() => anchor.closest("article") ?? anchor}
          side="right"
          align="start"
          sideOffset={14}
          collisionPadding={16}
          collisionAvoidance={{
            side: "flip",
            align: "shift",
            fallbackAxisSide: "end",
          }}
          className={popup.positioner}
        >
          <Popover.Popup
            className={`${popup.popup} ${css.panel}`}
            finalFocus={() => anchor}
          >
            <Popover.Title className={`${popup.title} ${css.title}`}>
              {title}
            </Popover.Title>
            <Explained id={item} />
            <Popover.Close
              className={`${iconButton.button} ${popup.close}`}
              aria-label={t("app.close")}
            >
              <X />
            </Popover.Close>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function WhySheet({ item, anchor, onClose }: WhyProps) {
  const { t } = useWords();
  const title = useTitle(item);
  return (
    <Drawer.Root
      open
      swipeDirection="down"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Drawer.Portal>
        <Drawer.Backdrop className={popup.backdrop} />
        <Drawer.Viewport>
          <Drawer.Popup
            className={`${popup.popup} ${popup.sheet}`}
            finalFocus={() => anchor}
          >
            <div className={popup.handle} aria-hidden />
            <Drawer.Content>
              <Drawer.Title className={`${popup.title} ${css.title}`}>
                {title}
              </Drawer.Title>
              <Explained id={item} />
            </Drawer.Content>
            <Drawer.Close
              className={`${iconButton.button} ${popup.close}`}
              aria-label={t("app.close")}
            >
              <X />
            </Drawer.Close>
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  );
}
