/** What lies under the pointer or the keyboard's focus, in a few words; also said to assistive technology. */
import type { CSSProperties } from "react";
import type { Item } from "../../domain/item.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import type { Point, Size } from "./camera.ts";
import css from "./card.module.css";

interface MapCardProps {
  readonly item: Item;
  readonly at: Point;
  readonly size: Size;
  readonly liking: number | undefined;
}

const WIDTH = 264;
const HEIGHT = 96;
const GAP = 18;

export function MapCard({ item, at, size, liking }: MapCardProps) {
  const { t, format } = useWords();
  const rating = useApp(
    ({ ratings }) => ratings.find((one) => one.item === item.id)?.value,
  );
  const rated = {
    like: t("map.liked"),
    dislike: t("map.disliked"),
    skip: t("map.skipped"),
  };
  const right = at.x + GAP + WIDTH < size.width;
  const style: CSSProperties = {
    left: right ? at.x + GAP : Math.max(4, at.x - GAP - WIDTH),
    top: Math.max(4, Math.min(size.height - HEIGHT - 4, at.y - HEIGHT / 2)),
    width: Math.min(WIDTH, size.width - 8),
  };
  return (
    <div className={css.card} style={style} role="status">
      <div className={css.face}>
        <Cover item={item} shape="square" eager />
      </div>
      <div className={css.words}>
        <strong lang="en">{item.title}</strong>
        <span>{t(`domainOne.${item.domain}`)}</span>
        <span className={css.liking}>
          {rating !== undefined
            ? rated[rating]
            : liking === undefined
              ? null
              : t("map.liking", { share: format.percent(liking) })}
        </span>
      </div>
    </div>
  );
}
