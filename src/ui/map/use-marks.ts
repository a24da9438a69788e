/** The person's own marks on the map: ratings, what is recommended now, and the path of the taste. */
import { useMemo } from "react";
import type { ItemId } from "../../domain/item.ts";
import type { ItemMap } from "../../domain/map.ts";
import { useApp } from "../store-context.tsx";
import type { Point } from "./camera.ts";
import { driftOf } from "./drift.ts";
import type { Marks } from "./overlay.ts";

/** Recommendations that are marked; more would be a rash. */
const MARKED = 30;

export function useMarks(map: ItemMap): Marks {
  const ratings = useApp((state) => state.ratings);
  const ranking = useApp((state) => state.ranking);
  const rows = useApp((state) => state.rows);
  return useMemo(() => {
    const placeOf = (item: ItemId): Point | undefined => {
      const row = rows.get(item);
      return row === undefined
        ? undefined
        : { x: map.points[row * 2] ?? 0, y: map.points[row * 2 + 1] ?? 0 };
    };
    return {
      ratings: ratings.flatMap(({ item, value }) => {
        const place = placeOf(item);
        return place ? [{ ...place, value }] : [];
      }),
      recommended: (ranking?.items ?? [])
        .slice(0, MARKED)
        .flatMap(({ item }) => placeOf(item) ?? []),
      drift: driftOf(ratings, placeOf),
    };
  }, [map, ratings, ranking, rows]);
}
