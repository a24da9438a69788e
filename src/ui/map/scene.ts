/**
 * The map as one drawing: two canvases, a camera, and what is known of the items. Draws once per frame and only when
 * something changed. React gives it data and hears of nothing but the camera.
 */
import type { Item } from "../../domain/item.ts";
import type { ItemMap } from "../../domain/map.ts";
import {
  between,
  toScreen,
  WHOLE,
  type Camera,
  type Point,
  type Size,
} from "./camera.ts";
import { Finder } from "./finder.ts";
import { lookOf, type Palette, type Wanted } from "./look.ts";
import { drawOverlay, type Marks } from "./overlay.ts";
import { Pictures } from "./pictures.ts";
import { Points } from "./points.ts";

/** From this zoom on there is room for pictures, and for how many. */
const PICTURES_FROM = 9;
const MOST_PICTURES = 160;
const FLIGHT_MS = 700;
/** Sharper than this nobody sees, and four times the pixels cost a software GPU dearly. */
const SHARPEST = 2;

export class Scene {
  readonly finder: Finder;
  readonly #map: ItemMap;
  readonly #items: readonly Item[];
  readonly #under: HTMLCanvasElement;
  readonly #over: HTMLCanvasElement;
  readonly #pen: CanvasRenderingContext2D | null;
  readonly #points: Points;
  readonly #pictures: Pictures;
  readonly #onMove: () => void;
  #palette: Palette;
  #marks: Marks = { ratings: [], recommended: [], drift: [] };
  #focus: number | null = null;
  #camera = WHOLE;
  #size: Size = { width: 1, height: 1 };
  #frame = 0;
  #flight = 0;

  private constructor(
    map: ItemMap,
    items: readonly Item[],
    canvases: readonly [HTMLCanvasElement, HTMLCanvasElement],
    points: Points,
    palette: Palette,
    onMove: () => void,
  ) {
    this.#map = map;
    this.#items = items;
    [this.#under, this.#over] = canvases;
    this.#pen = this.#over.getContext("2d");
    this.#points = points;
    this.#palette = palette;
    this.#onMove = onMove;
    this.#pictures = new Pictures(items, palette.ink, () => {
      this.#invalidate();
    });
    this.finder = new Finder(map.points);
    points.place(map.points);
  }

  /** Null where there is no WebGL2. */
  static on(
    map: ItemMap,
    items: readonly Item[],
    canvases: readonly [HTMLCanvasElement, HTMLCanvasElement],
    palette: Palette,
    onMove: () => void,
  ): Scene | null {
    const points = Points.on(canvases[0]);
    return points && new Scene(map, items, canvases, points, palette, onMove);
  }

  get camera(): Camera {
    return this.#camera;
  }

  get size(): Size {
    return this.#size;
  }

  /** Pixels of an item, for the card that stands beside it. */
  pixelOf(row: number): Point {
    return toScreen(this.#camera, this.#size, this.finder.placeOf(row));
  }

  show(wanted: Wanted, marks: Marks): void {
    if (wanted.palette !== this.#palette)
      this.#pictures.recolour(wanted.palette.ink);
    this.#palette = wanted.palette;
    this.#marks = marks;
    this.#points.dress(lookOf(wanted));
    this.#invalidate();
  }

  focusOn(row: number | null): void {
    this.#focus = row;
    this.#invalidate();
  }

  look(camera: Camera): void {
    cancelAnimationFrame(this.#flight);
    this.#move(camera);
  }

  /** Travels there, or is there at once for people who want no motion. */
  flyTo(camera: Camera): void {
    cancelAnimationFrame(this.#flight);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.#move(camera);
      return;
    }
    const from = this.#camera;
    let start: number | undefined;
    const step = (time: number): void => {
      start ??= time;
      const share = Math.min(1, (time - start) / FLIGHT_MS);
      this.#move(between(from, camera, 1 - (1 - share) ** 3));
      if (share < 1) this.#flight = requestAnimationFrame(step);
    };
    this.#flight = requestAnimationFrame(step);
  }

  resize(size: Size): void {
    this.#size = size;
    const ratio = Math.min(SHARPEST, devicePixelRatio);
    for (const canvas of [this.#under, this.#over]) {
      canvas.width = Math.round(size.width * ratio);
      canvas.height = Math.round(size.height * ratio);
    }
    this.#pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
    // A canvas of a new size is empty: drawn in the same breath it never flickers.
    this.#draw();
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    cancelAnimationFrame(this.#flight);
    this.#points.dispose();
  }

  #move(camera: Camera): void {
    this.#camera = camera;
    this.#invalidate();
    this.#onMove();
  }

  #invalidate(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#draw();
    });
  }

  #draw(): void {
    const ratio = Math.min(SHARPEST, devicePixelRatio);
    const { zoom } = this.#camera;
    this.#points.draw(this.#camera, this.#size, ratio, zoom ** 0.35);
    if (this.#pen === null) return;
    drawOverlay(this.#pen, {
      camera: this.#camera,
      size: this.#size,
      palette: this.#palette,
      labels: this.#map.labels,
      marks: this.#marks,
      pictures: this.#pictures,
      pictured: this.#pictured(),
      focus: this.#focus === null ? null : this.pixelOf(this.#focus),
    });
  }

  #pictured(): { row: number; at: Point; title: string }[] {
    if (this.#camera.zoom < PICTURES_FROM) return [];
    const rows = this.finder.inView(this.#camera, this.#size);
    if (rows.length > MOST_PICTURES) return [];
    return rows.map((row) => ({
      row,
      at: this.pixelOf(row),
      title: this.#items[row]?.title ?? "",
    }));
  }
}
