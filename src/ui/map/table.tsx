/** The map as a table: the same items, found and picked out the same way, most liked first. */
import { useMemo, useState } from "react";
import type { Item } from "../../domain/item.ts";
import type { ItemMap } from "../../domain/map.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import facts from "../parts/facts.module.css";
import { useApp } from "../store-context.tsx";
import { wordNear } from "./drift.ts";
import css from "./table.module.css";

/** Rows at first, and with each "show more". */
const PAGE = 50;

interface MapTableProps {
  readonly map: ItemMap;
  readonly items: readonly Item[];
  readonly likings: Float32Array | null;
  /** Rows to show, in the order of the catalogue. */
  readonly rows: readonly number[];
  readonly onPick: (row: number) => void;
}

export function MapTable(props: MapTableProps) {
  const { t } = useWords();
  const { rows, likings } = props;
  const [length, setLength] = useState(PAGE);
  const sorted = useMemo(
    () =>
      likings
        ? rows.toSorted((a, b) => (likings[b] ?? 0) - (likings[a] ?? 0))
        : rows,
    [rows, likings],
  );
  return (
    <div className={css.box}>
      <div
        className={facts.scroll}
        tabIndex={0}
        role="group"
        aria-label={t("map.table", { count: rows.length })}
      >
        <table className={facts.table}>
          <caption className={css.caption}>
            {t("map.table", { count: rows.length })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("map.item")}</th>
              <th scope="col">{t("map.domain")}</th>
              <th scope="col">{t("map.region")}</th>
              <th scope="col">{t("map.rating")}</th>
              <th scope="col" className={facts.number}>
                {t("map.likingHead")}
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, length).map((row) => (
              <Row key={row} {...props} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {length < sorted.length ? (
        <Button
          onClick={() => {
            setLength(length + PAGE);
          }}
        >
          {t("map.more", { count: Math.min(PAGE, sorted.length - length) })}
        </Button>
      ) : null}
    </div>
  );
}

interface RowProps extends MapTableProps {
  readonly row: number;
}

function Row({ map, items, likings, row, onPick }: RowProps) {
  const { t, format } = useWords();
  const item = items[row];
  const rating = useApp(
    ({ ratings }) => ratings.find((one) => one.item === item?.id)?.value,
  );
  if (item === undefined) return null;
  const words: Readonly<Record<RatingValue, string>> = {
    like: t("map.liked"),
    dislike: t("map.disliked"),
    skip: t("map.skipped"),
  };
  const place = {
    x: map.points[row * 2] ?? 0,
    y: map.points[row * 2 + 1] ?? 0,
  };
  const liking = likings?.[row];
  return (
    <tr>
      <th scope="row">
        <button
          type="button"
          className={css.item}
          lang="en"
          onClick={() => {
            onPick(row);
          }}
        >
          {item.title}
        </button>
      </th>
      <td>{t(`domainOne.${item.domain}`)}</td>
      <td lang="en">{wordNear(map.labels, place) ?? ""}</td>
      <td>{rating === undefined ? "–" : words[rating]}</td>
      <td className={facts.number}>
        {liking === undefined ? (
          "–"
        ) : (
          <data value={liking} data-item={item.id}>
            {format.percent(liking)}
          </data>
        )}
      </td>
    </tr>
  );
}
