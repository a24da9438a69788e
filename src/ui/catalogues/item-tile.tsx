/** One item of the catalogue: its face opens the details; like and dislike go straight from here. */
import { Heart, ThumbsDown } from "lucide-react";
import { memo } from "react";
import type { ItemId } from "../../domain/item.ts";
import { Cover } from "../cover/cover.tsx";
import { Hint } from "../for-you/card.tsx";
import { useWords } from "../i18n/use-words.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { useRating } from "../rating/use-rating.ts";
import { useItem } from "../store-context.tsx";
import css from "./item-tile.module.css";

interface ItemTileProps {
  readonly id: ItemId;
  readonly onOpen: (id: ItemId) => void;
}

export const ItemTile = memo(function ItemTile({ id, onOpen }: ItemTileProps) {
  const { t } = useWords();
  const item = useItem(id);
  const { value, set } = useRating(id);
  if (item === undefined) return null;
  const { title } = item;
  return (
    <div className={css.tile}>
      <button
        type="button"
        className={css.open}
        aria-haspopup="dialog"
        aria-label={t("item.details", { title })}
        onClick={() => {
          onOpen(id);
        }}
      >
        <Cover item={item} />
      </button>
      <p className={css.title} lang="en">
        {title}
      </p>
      <div className={css.foot}>
        <span className={css.line}>
          <Hint item={item} />
        </span>
        <IconButton
          label={t("rate.likeItem", { title })}
          tip={t("rate.like")}
          icon={<Heart />}
          tint="like"
          aria-pressed={value === "like"}
          onClick={() => {
            set("like");
          }}
        />
        <IconButton
          label={t("rate.dislikeItem", { title })}
          tip={t("rate.dislike")}
          icon={<ThumbsDown />}
          aria-pressed={value === "dislike"}
          onClick={() => {
            set("dislike");
          }}
        />
      </div>
    </div>
  );
});
