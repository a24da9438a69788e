/** Moving on the map: drag, wheel, pinch and double click; the keyboard's own keys are in plot.tsx. */
import { useEffect, type RefObject } from "react";
import { panned, zoomed, type Point } from "./camera.ts";
import { REACH } from "./finder.ts";
import type { Scene } from "./scene.ts";

/** Pixels that a press may wander and still be a click. */
const WANDER = 6;
/** Zoom per pixel of the wheel. */
const WHEEL = 0.0022;

interface Told {
  /** The item under the pointer, or none. */
  readonly onPoint: (row: number | null) => void;
  readonly onPick: (row: number) => void;
}

interface Drag {
  readonly pointers: Map<number, Point>;
  wandered: number;
}

export function useGestures(
  host: RefObject<HTMLElement | null>,
  scene: Scene | null,
  told: Told,
): void {
  const { onPoint, onPick } = told;
  useEffect(() => {
    const element = host.current;
    if (element === null || scene === null) return undefined;
    const off = new AbortController();
    const drag: Drag = { pointers: new Map(), wandered: 0 };
    const at = (event: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const itemAt = (event: PointerEvent): number | undefined => {
      const reach = event.pointerType === "mouse" ? REACH.mouse : REACH.touch;
      return scene.finder.at(scene.camera, scene.size, at(event), reach);
    };
    const on = <K extends keyof HTMLElementEventMap>(
      type: K,
      listen: (event: HTMLElementEventMap[K]) => void,
    ): void => {
      element.addEventListener(type, listen, {
        signal: off.signal,
        passive: false,
      });
    };
    on("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (drag.pointers.size === 0) drag.wandered = 0;
      drag.pointers.set(event.pointerId, at(event));
      element.setPointerCapture(event.pointerId);
    });
    on("pointermove", (event) => {
      if (drag.pointers.has(event.pointerId)) moved(scene, drag, event, at);
      else if (event.pointerType === "mouse") onPoint(itemAt(event) ?? null);
    });
    on("pointerup", (event) => {
      const was = drag.pointers.delete(event.pointerId);
      if (!was || drag.pointers.size > 0 || drag.wandered > WANDER) return;
      const row = itemAt(event);
      if (row !== undefined) onPick(row);
    });
    on("pointercancel", (event) => {
      drag.pointers.delete(event.pointerId);
    });
    on("pointerleave", (event) => {
      if (event.pointerType === "mouse") onPoint(null);
    });
    on("wheel", (event) => {
      event.preventDefault();
      // Firefox may count in lines.
      const delta = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      const factor = Math.exp(-delta * WHEEL * (event.ctrlKey ? 4 : 1));
      scene.look(zoomed(scene.camera, scene.size, factor, at(event)));
    });
    on("dblclick", (event) => {
      scene.flyTo(zoomed(scene.camera, scene.size, 2, at(event)));
    });
    return () => {
      off.abort();
    };
  }, [host, scene, onPoint, onPick]);
}

/** One pointer drags; of two, the distance zooms about their middle. */
function moved(
  scene: Scene,
  drag: Drag,
  event: PointerEvent,
  at: (event: MouseEvent) => Point,
): void {
  const before = drag.pointers.get(event.pointerId);
  if (before === undefined) return;
  const now = at(event);
  const [dx, dy] = [now.x - before.x, now.y - before.y];
  drag.wandered += Math.hypot(dx, dy);
  drag.pointers.set(event.pointerId, now);
  const other = [...drag.pointers].find(([id]) => id !== event.pointerId)?.[1];
  const { camera, size } = scene;
  if (other === undefined) {
    scene.look(panned(camera, size, dx, dy));
    return;
  }
  const spread = (point: Point): number =>
    Math.hypot(point.x - other.x, point.y - other.y) || 1;
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  const nearer = zoomed(camera, size, spread(now) / spread(before), middle);
  scene.look(panned(nearer, size, dx / 2, dy / 2));
}
