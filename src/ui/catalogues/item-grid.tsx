/** A grid of any length: only the rows near the window exist. */
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { ItemId } from "../../domain/item.ts";
import css from "./item-grid.module.css";
import { ItemTile } from "./item-tile.tsx";

/** Narrowest tile and the gap between tiles, in pixels. */
const TILE = 148;
const GAP = 18;
/** Title, line and buttons below the cover, in pixels; measured once a row is there. */
const BELOW = 92;
const OVERSCAN = 4;

interface ItemGridProps {
  readonly ids: readonly ItemId[];
  readonly onOpen: (id: ItemId) => void;
}

export function ItemGrid({ ids, onOpen }: ItemGridProps) {
  const list = useRef<HTMLUListElement>(null);
  const { width, top } = useBox(list);
  const columns = Math.max(2, Math.floor((width + GAP) / (TILE + GAP)));
  const tile = (width - GAP * (columns - 1)) / columns;
  const rows = useWindowVirtualizer({
    count: Math.ceil(ids.length / columns),
    estimateSize: () => tile * 1.2 + BELOW + GAP,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  return (
    <ul
      ref={list}
      className={css.grid}
      style={{ height: `${String(rows.getTotalSize())}px` }}
    >
      {rows.getVirtualItems().flatMap((row) =>
        ids
          .slice(row.index * columns, (row.index + 1) * columns)
          .map((id, column) => (
            <li
              key={id}
              className={css.place}
              aria-setsize={ids.length}
              aria-posinset={row.index * columns + column + 1}
              style={{
                width: `${String(tile)}px`,
                transform: `translate(${String(column * (tile + GAP))}px, ${String(row.start - top)}px)`,
              }}
            >
              <ItemTile id={id} onOpen={onOpen} />
            </li>
          )),
      )}
    </ul>
  );
}

/** Width of the grid and where it begins on the page. */
function useBox(list: React.RefObject<HTMLElement | null>) {
  const [box, setBox] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const { width, top } = element.getBoundingClientRect();
      setBox({ width, top: top + window.scrollY });
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element.parentElement ?? element);
    return () => {
      watcher.disconnect();
    };
  }, [list]);
  return box;
}
