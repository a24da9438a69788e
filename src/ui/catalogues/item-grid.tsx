/** A grid of any length: only the rows near the window exist. */
import {
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type RefObject,
} from "react";
import type { ItemId } from "../../domain/item.ts";
import css from "./item-grid.module.css";
import { ItemTile } from "./item-tile.tsx";
import { rowsNear, type Rows } from "./rows-near.ts";

/** Narrowest tile and the gap between tiles, in pixels. */
const TILE = 148;
const GAP = 18;
/** A cover is 5 by 6; title and buttons below it take this many pixels. */
const COVER = 6 / 5;
const BELOW = 78;
const BEYOND = 3;

interface ItemGridProps {
  readonly ids: readonly ItemId[];
  readonly onOpen: (id: ItemId) => void;
}

export function ItemGrid({ ids, onOpen }: ItemGridProps) {
  const list = useRef<HTMLUListElement>(null);
  const { width, top } = useBox(list);
  const columns = Math.max(2, Math.floor((width + GAP) / (TILE + GAP)));
  const tile = Math.max(0, width - GAP * (columns - 1)) / columns;
  const row = tile === 0 ? 0 : tile * COVER + BELOW + GAP;
  const count = Math.ceil(ids.length / columns);
  const { first, end } = useRowsNear(top, row, count);
  return (
    <ul
      ref={list}
      className={css.grid}
      style={{ height: `${String(count * row)}px` }}
    >
      {ids.slice(first * columns, end * columns).map((id, i) => {
        const place = first * columns + i;
        const x = (place % columns) * (tile + GAP);
        const y = Math.floor(place / columns) * row;
        return (
          <li
            key={id}
            className={css.place}
            aria-setsize={ids.length}
            aria-posinset={place + 1}
            style={{
              width: `${String(tile)}px`,
              transform: `translate(${String(x)}px, ${String(y)}px)`,
            }}
          >
            <ItemTile id={id} onOpen={onOpen} />
          </li>
        );
      })}
    </ul>
  );
}

function subscribeWindow(tell: () => void): () => void {
  window.addEventListener("scroll", tell, { passive: true });
  window.addEventListener("resize", tell);
  return () => {
    window.removeEventListener("scroll", tell);
    window.removeEventListener("resize", tell);
  };
}

/** Follows the window, and renders anew only when another row comes near. */
function useRowsNear(top: number, row: number, count: number): Rows {
  const range = useSyncExternalStore(subscribeWindow, () => {
    const { scrollY: scrolled, innerHeight: height } = window;
    const rows = rowsNear({
      scrolled,
      height,
      top,
      row,
      count,
      beyond: BEYOND,
    });
    return `${String(rows.first)} ${String(rows.end)}`;
  });
  const [first = 0, end = 0] = range.split(" ").map(Number);
  return { first, end };
}

/** Width of the grid and where it begins on the page. */
function useBox(list: RefObject<HTMLElement | null>) {
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
