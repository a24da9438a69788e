/** The button on a cover that offers to steer by this item. */
import { Ellipsis } from "lucide-react";
import type { Item } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import css from "./steer-button.module.css";

interface SteerButtonProps {
  readonly item: Item;
  readonly onSteer: (item: Item["id"], anchor: HTMLElement) => void;
}

export function SteerButton({ item, onSteer }: SteerButtonProps) {
  const { t } = useWords();
  return (
    <button
      type="button"
      className={css.button}
      data-action="steer"
      aria-haspopup="dialog"
      aria-label={t("steer.menu", { title: item.title })}
      onClick={(event) => {
        onSteer(item.id, event.currentTarget);
      }}
    >
      <Ellipsis aria-hidden />
    </button>
  );
}
