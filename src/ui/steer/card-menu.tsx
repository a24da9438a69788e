/** Steering by one card: more like it, less like it, not now. None of them is a rating. */
import { Popover } from "@base-ui/react/popover";
import { Clock, TrendingDown, TrendingUp } from "lucide-react";
import type { ItemId } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import popup from "../parts/popup.module.css";
import { useSay } from "../shell/use-say.ts";
import { useActions, useItem } from "../store-context.tsx";
import css from "./card-menu.module.css";

interface CardMenuProps {
  readonly id: ItemId;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

export function CardMenu({ id, anchor, onClose }: CardMenuProps) {
  const { t } = useWords();
  const say = useSay();
  const { wishItem, dropWish, notNow, wantAgain } = useActions();
  const title = useItem(id)?.title ?? "";
  const undo = t("rate.undo");
  const choices = [
    {
      words: "steer.more",
      Icon: TrendingUp,
      act: () => {
        void wishItem(id, title, 1);
        say.done(t("steer.moreDone", { title }), {
          label: undo,
          act: () => void dropWish(`item ${id}`),
        });
      },
    },
    {
      words: "steer.less",
      Icon: TrendingDown,
      act: () => {
        void wishItem(id, title, -1);
        say.done(t("steer.lessDone", { title }), {
          label: undo,
          act: () => void dropWish(`item ${id}`),
        });
      },
    },
    {
      words: "steer.notNow",
      Icon: Clock,
      act: () => {
        void notNow(id);
        say.done(t("steer.notNowDone", { title }), {
          label: undo,
          act: () => void wantAgain(id),
        });
      },
    },
  ] as const;
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
          align="end"
          sideOffset={6}
          collisionPadding={12}
          className={popup.positioner}
        >
          <Popover.Popup
            className={`${popup.popup} ${css.menu}`}
            finalFocus={() => anchor}
          >
            <Popover.Title className="visually-hidden">
              {t("steer.menu", { title })}
            </Popover.Title>
            {choices.map(({ words, Icon, act }) => (
              <button
                key={words}
                type="button"
                className={css.choice}
                onClick={() => {
                  act();
                  onClose();
                }}
              >
                <Icon aria-hidden />
                {t(words)}
              </button>
            ))}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
