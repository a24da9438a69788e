/** Where the items stand, and how much each is liked as of the last list. */
import { useEffect, useState } from "react";
import type { ItemMap } from "../../domain/map.ts";
import { useActions, useApp } from "../store-context.tsx";

export function useMap(): {
  readonly map: ItemMap | null;
  readonly likings: Float32Array | null;
  readonly error: unknown;
} {
  const actions = useActions();
  const ranking = useApp((state) => state.ranking);
  const ready = useApp((state) => state.engine !== null);
  const [map, setMap] = useState<ItemMap | null>(null);
  const [likings, setLikings] = useState<Float32Array | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    actions.map().then(setMap, setError);
  }, [actions]);
  useEffect(() => {
    let current = true;
    if (ready)
      actions.likings().then((found) => {
        if (current) setLikings(found);
      }, setError);
    return () => {
      current = false;
    };
    // Every new list is a new state of the taste.
  }, [actions, ready, ranking]);
  return { map, likings, error };
}
