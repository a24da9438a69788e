/** Keyboard for the list: J K and the arrows move, L D S rate, W asks why, U takes back. */
import { useEffect, type RefObject } from "react";
import { tinykeys } from "tinykeys";
import { useUndoLast } from "../rating/use-rate.ts";
import { useApp } from "../store-context.tsx";
import { nextCard, type Direction } from "./card-steps.ts";

const TYPING =
  "input, textarea, select, [contenteditable], [role='dialog'], [role='alertdialog'], [role='menu'], [role='slider']";

export function useCardKeys(region: RefObject<HTMLElement | null>): void {
  const enabled = useApp((state) => state.preferences.shortcuts);
  const undoLast = useUndoLast();
  useEffect(() => {
    if (!enabled) return undefined;
    const cards = (): HTMLElement[] => [
      ...(region.current?.querySelectorAll<HTMLElement>("article") ?? []),
    ];
    const current = (): HTMLElement | null =>
      region.current?.querySelector<HTMLElement>("article:focus-within") ??
      null;
    const when =
      (act: (event: KeyboardEvent) => void) =>
      (event: KeyboardEvent): void => {
        if (event.target instanceof Element && event.target.closest(TYPING))
          return;
        act(event);
      };
    const move = (direction: Direction, onlyInside: boolean) =>
      when((event) => {
        const from = current();
        // Outside the cards the arrows keep scrolling the page.
        if (onlyInside && from === null) return;
        event.preventDefault();
        const next = nextCard(cards(), from, direction);
        next?.focus({ focusVisible: true });
        next?.scrollIntoView({ block: "nearest" });
      });
    const press = (action: string) =>
      when(() => {
        const card =
          current() ??
          region.current?.querySelector("article:hover") ??
          cards()[0];
        card?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click();
      });
    return tinykeys(window, {
      j: move("next", false),
      k: move("previous", false),
      ArrowRight: move("next", true),
      ArrowLeft: move("previous", true),
      ArrowDown: move("down", true),
      ArrowUp: move("up", true),
      l: press("like"),
      d: press("dislike"),
      s: press("skip"),
      w: press("why"),
      u: when(undoLast),
    });
  }, [enabled, region, undoLast]);
}
