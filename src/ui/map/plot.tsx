/** The drawn map with everything that moves it: pointer, touch, keys and buttons, and a card beside what is meant. */
import { Maximize, Minus, Plus } from "lucide-react";
import {
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
} from "react";
import type { Item } from "../../domain/item.ts";
import type { ItemMap } from "../../domain/map.ts";
import { useWords } from "../i18n/use-words.ts";
import { IconButton } from "../parts/icon-button.tsx";
import { panned, WHOLE, zoomed, type Camera } from "./camera.ts";
import { MapCard } from "./card.tsx";
import type { Direction } from "./finder.ts";
import { paletteOf, type Wanted } from "./look.ts";
import type { Marks } from "./overlay.ts";
import css from "./plot.module.css";
import { Scene } from "./scene.ts";
import { useGestures } from "./use-gestures.ts";

export interface PlotProps {
  readonly map: ItemMap;
  readonly items: readonly Item[];
  /** Changes with the colour scheme, which the points are drawn in. */
  readonly scheme: string;
  readonly look: Omit<Wanted, "items" | "palette">;
  readonly marks: Marks;
  /** `[N]` for the card. */
  readonly likings: Float32Array | null;
  /** Where to travel; a new object travels again. */
  readonly goal: Camera | null;
  readonly onPick: (row: number) => void;
  readonly onUnable: () => void;
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
};
const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [80, 0],
  right: [-80, 0],
  up: [0, 80],
  down: [0, -80],
};

export function Plot(props: PlotProps) {
  const { t } = useWords();
  const help = useId();
  const host = useRef<HTMLDivElement>(null);
  const { scene, under, over, moves } = useScene(host, props);
  const [focus, setFocus] = useState<number | null>(null);
  const point = useCallback(
    (row: number | null) => {
      setFocus(row);
      scene?.focusOn(row);
    },
    [scene],
  );
  useGestures(host, scene, { onPoint: point, onPick: props.onPick });
  const keys = useKeys(scene, focus, point, props.onPick);
  const item = focus === null ? undefined : props.items[focus];
  return (
    <div className={css.frame}>
      <div
        ref={host}
        className={css.plot}
        role="application"
        tabIndex={0}
        aria-label={t("map.plot", { count: props.items.length })}
        aria-describedby={help}
        data-moves={moves}
        onKeyDown={keys}
      >
        <canvas ref={under} className={css.layer} aria-hidden />
        <canvas ref={over} className={css.layer} aria-hidden />
        {scene && item && focus !== null ? (
          <MapCard
            item={item}
            at={scene.pixelOf(focus)}
            size={scene.size}
            liking={props.likings?.[focus]}
          />
        ) : null}
      </div>
      <p id={help} className="visually-hidden">
        {t("map.keys")}
      </p>
      <Zoom scene={scene} />
    </div>
  );
}

function Zoom({ scene }: { readonly scene: Scene | null }) {
  const { t } = useWords();
  const by = (factor: number) => () => {
    if (scene) scene.flyTo(zoomed(scene.camera, scene.size, factor));
  };
  return (
    <div className={css.zoom}>
      <IconButton label={t("map.nearer")} icon={<Plus />} onClick={by(2)} />
      <IconButton label={t("map.farther")} icon={<Minus />} onClick={by(0.5)} />
      <IconButton
        label={t("map.whole")}
        icon={<Maximize />}
        onClick={() => scene?.flyTo(WHOLE)}
      />
    </div>
  );
}

/** Arrows walk from item to item, with Shift they move the view; Enter opens, plus and minus zoom, 0 shows all. */
function useKeys(
  scene: Scene | null,
  focus: number | null,
  point: (row: number | null) => void,
  onPick: (row: number) => void,
) {
  return (event: KeyboardEvent): void => {
    if (scene === null || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const direction = KEYS[event.key];
    const { camera, size } = scene;
    if (direction !== undefined && event.shiftKey) {
      scene.look(panned(camera, size, ...STEPS[direction]));
    } else if (direction !== undefined) {
      const middle = { x: size.width / 2, y: size.height / 2 };
      const next =
        focus === null
          ? scene.finder.at(camera, size, middle, Infinity)
          : scene.finder.next(camera, size, focus, direction);
      if (next !== undefined) {
        point(next);
        keepInView(scene, next);
      }
    } else if (event.key === "Enter" && focus !== null) onPick(focus);
    else if (event.key === "+" || event.key === "=")
      scene.look(zoomed(camera, size, 1.5));
    else if (event.key === "-") scene.look(zoomed(camera, size, 1 / 1.5));
    else if (event.key === "0") scene.look(WHOLE);
    else if (event.key === "Escape") point(null);
    else return;
    event.preventDefault();
  };
}

/** The view follows the walk before it reaches the edge. */
function keepInView(scene: Scene, row: number): void {
  const { width, height } = scene.size;
  const { x, y } = scene.pixelOf(row);
  const margin = 60;
  const over = (value: number, most: number): number =>
    value < margin ? margin - value : Math.min(0, most - margin - value);
  const [dx, dy] = [over(x, width), over(y, height)];
  if (dx !== 0 || dy !== 0)
    scene.look(panned(scene.camera, scene.size, dx, dy));
}

function useScene(
  host: React.RefObject<HTMLDivElement | null>,
  { map, items, scheme, look, marks, goal, onUnable }: PlotProps,
) {
  const under = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const [scene, setScene] = useState<Scene | null>(null);
  const [moves, setMoves] = useState(0);
  useEffect(() => {
    const [element, low, high] = [host.current, under.current, over.current];
    if (!element || !low || !high) return undefined;
    const made = Scene.on(map, items, [low, high], paletteOf(element), () => {
      setMoves((count) => count + 1);
    });
    if (made === null) {
      onUnable();
      return undefined;
    }
    const watcher = new ResizeObserver(() => {
      made.resize({ width: element.clientWidth, height: element.clientHeight });
      setMoves((count) => count + 1);
    });
    watcher.observe(element);
    setScene(made);
    return () => {
      watcher.disconnect();
      made.dispose();
      setScene(null);
    };
  }, [host, map, items, onUnable]);
  useEffect(() => {
    if (scene === null || host.current === null) return;
    scene.show({ ...look, items, palette: paletteOf(host.current) }, marks);
  }, [scene, host, items, look, marks, scheme]);
  useEffect(() => {
    if (goal !== null) scene?.flyTo(goal);
  }, [scene, goal]);
  return { scene, under, over, moves };
}
