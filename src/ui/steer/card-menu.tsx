/** Steering by one card: more like it, less like it, not now. None of them is a rating. */
import { Popover } from "@base-ui/react/popover";
import { Clock, TrendingDown, TrendingUp } from "lucide-react";
import type { ItemId } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import { PopupChoice, PopupMenu } from "../parts/popup-menu.tsx";
import { useSay } from "../shell/use-say.ts";
import { useActions, useItem } from "../store-context.tsx";
import css from "./card-menu.module.css";

interface CardMenuProps {
  readonly id: ItemId;
  readonly anchor: HTMLElement;
  readonly onClose: () => void;
}

/** What each choice does and says, and how it is taken back. */
function useChoices(id: ItemId, title: string) {
  const { t } = useWords();
  const say = useSay();
  const { wishItem, dropWish, notNow, wantAgain } = useActions();
  const done = (
    words: "steer.moreDone" | "steer.lessDone" | "steer.notNowDone",
    back: () => void,
  ): void => {
    say.done(t(words, { title }), { label: t("rate.undo"), act: back });
  };
  const unwish = (): void => void dropWish(`item ${id}`);
  return [
    {
      words: "steer.more",
      Icon: TrendingUp,
      act: () => {
        void wishItem(id, title, 1);
        done("steer.moreDone", unwish);
      },
    },
    {
      words: "steer.less",
      Icon: TrendingDown,
      act: () => {
        void wishItem(id, title, -1);
        done("steer.lessDone", unwish);
      },
    },
    {
      words: "steer.notNow",
      Icon: Clock,
      act: () => {
        void notNow(id);
        done("steer.notNowDone", () => void wantAgain(id));
      },
    },
  ] as const;
}

export function CardMenu({ id, anchor, onClose }: CardMenuProps) {
  const { t } = useWords();
  const title = useItem(id)?.title ?? "";
  const choices = useChoices(id, title);
  return (
    <PopupMenu
      anchor={anchor}
      align="end"
      className={css.menu}
      onClose={onClose}
    >
      <Popover.Title className="visually-hidden">
        {t("steer.menu", { title })}
      </Popover.Title>
      {choices.map(({ words, Icon, act }) => (
        <PopupChoice
          key={words}
          Icon={Icon}
          onClick={() => {
            act();
            onClose();
          }}
        >
          {t(words)}
        </PopupChoice>
      ))}
    </PopupMenu>
  );
}
