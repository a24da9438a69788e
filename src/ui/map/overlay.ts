/** What is drawn over the points, on a plain canvas: words, pictures, ratings, recommendations, the path of the taste. */
import type { MapLabel } from "../../domain/map.ts";
import type { RatingValue } from "../../domain/rating.ts";
import { toScreen, type Camera, type Point, type Size } from "./camera.ts";
import { css, type Palette } from "./look.ts";
import type { Pictures } from "./pictures.ts";

export interface Marks {
  readonly ratings: readonly (Point & { readonly value: RatingValue })[];
  /** Best first. */
  readonly recommended: readonly Point[];
  /** Oldest first. */
  readonly drift: readonly Point[];
}

export interface Overlay {
  readonly camera: Camera;
  readonly size: Size;
  readonly palette: Palette;
  readonly labels: readonly MapLabel[];
  readonly marks: Marks;
  readonly pictures: Pictures;
  /** Rows in view, when it is near enough to show pictures. */
  readonly pictured: readonly {
    readonly row: number;
    readonly at: Point;
    readonly title: string;
  }[];
  /** The item that is pointed at or focused. */
  readonly focus: Point | null;
}

type Pen = CanvasRenderingContext2D;

const TURN = 2 * Math.PI;
/** Items in view up to which each has its name below it. */
const MOST_TITLES = 45;
const TITLE_FONT = '11px "Inter Variable", system-ui, sans-serif';
const LABEL_FONT = '"Instrument Serif", Georgia, serif';

export function drawOverlay(pen: Pen, overlay: Overlay): void {
  const { size } = overlay;
  pen.clearRect(0, 0, size.width, size.height);
  drawPictures(pen, overlay);
  drawTitles(pen, overlay);
  drawDrift(pen, overlay);
  drawMarks(pen, overlay);
  drawLabels(pen, overlay);
  drawFocus(pen, overlay);
}

function drawPictures(
  pen: Pen,
  { pictured, pictures, palette }: Overlay,
): void {
  for (const { row, at } of pictured) {
    const picture = pictures.of(row);
    if (picture === null) continue;
    const half = pictures.size / 2;
    pen.fillStyle = css(palette.paper, 0.92);
    pen.beginPath();
    pen.roundRect(
      at.x - half - 2,
      at.y - half - 2,
      2 * half + 4,
      2 * half + 4,
      9,
    );
    pen.fill();
    pen.drawImage(picture, at.x - half, at.y - half, 2 * half, 2 * half);
  }
}

/** In a near view every item has its name. */
function drawTitles(pen: Pen, { pictured, palette }: Overlay): void {
  if (pictured.length > MOST_TITLES) return;
  pen.font = TITLE_FONT;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = css(palette.paper, 0.9);
  pen.fillStyle = css(palette.inkSoft);
  for (const { at, title } of pictured) {
    pen.strokeText(title, at.x, at.y + 13);
    pen.fillText(title, at.x, at.y + 13);
  }
}

function drawDrift(pen: Pen, { camera, size, palette, marks }: Overlay): void {
  const path = marks.drift.map((point) => toScreen(camera, size, point));
  const last = path.at(-1);
  if (last === undefined) return;
  pen.lineCap = "round";
  pen.lineWidth = 2;
  path.slice(1).forEach((to, k) => {
    const from = path[k];
    if (from === undefined) return;
    pen.strokeStyle = css(palette.ink, 0.15 + (0.75 * (k + 1)) / path.length);
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
    pen.stroke();
  });
  pen.fillStyle = css(palette.ink);
  pen.strokeStyle = css(palette.paper);
  disc(pen, last, 5);
  pen.fill();
  pen.stroke();
  pen.strokeStyle = css(palette.ink, 0.5);
  pen.lineWidth = 1;
  disc(pen, last, 11);
  pen.stroke();
}

function drawMarks(pen: Pen, { camera, size, palette, marks }: Overlay): void {
  pen.lineWidth = 2;
  marks.recommended.forEach((point, place) => {
    pen.strokeStyle = css(palette.accent, place < 10 ? 1 : 0.55);
    disc(pen, toScreen(camera, size, point), place < 10 ? 8 : 6);
    pen.stroke();
  });
  for (const { value, ...point } of marks.ratings) {
    const at = toScreen(camera, size, point);
    if (value === "like") heart(pen, at, palette);
    else if (value === "dislike") cross(pen, at, palette);
    else {
      pen.fillStyle = css(palette.inkSoft, 0.8);
      disc(pen, at, 2.5);
      pen.fill();
    }
  }
}

function disc(pen: Pen, { x, y }: Point, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, TURN);
}

/** 14 pixels wide, its middle at the item. */
function heart(pen: Pen, { x, y }: Point, palette: Palette): void {
  pen.beginPath();
  pen.moveTo(x, y + 7);
  pen.bezierCurveTo(x - 9, y, x - 7.5, y - 7, x - 3.5, y - 7);
  pen.bezierCurveTo(x - 1.5, y - 7, x, y - 5.5, x, y - 4);
  pen.bezierCurveTo(x, y - 5.5, x + 1.5, y - 7, x + 3.5, y - 7);
  pen.bezierCurveTo(x + 7.5, y - 7, x + 9, y, x, y + 7);
  pen.closePath();
  pen.lineWidth = 3;
  pen.strokeStyle = css(palette.paper);
  pen.stroke();
  pen.fillStyle = css(palette.accent);
  pen.fill();
}

function cross(pen: Pen, { x, y }: Point, palette: Palette): void {
  for (const [width, colour] of [
    [5, css(palette.paper)],
    [2, css(palette.ink)],
  ] as const) {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.beginPath();
    pen.moveTo(x - 4, y - 4);
    pen.lineTo(x + 4, y + 4);
    pen.moveTo(x + 4, y - 4);
    pen.lineTo(x - 4, y + 4);
    pen.stroke();
  }
}

/** Words that would cover an earlier one wait; a halo of the ground keeps them readable over any point. */
function drawLabels(
  pen: Pen,
  { camera, size, labels, palette, pictured }: Overlay,
): void {
  const depth = Math.log2(camera.zoom);
  const taken: { left: number; right: number; y: number }[] = [];
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const label of labels) {
    const opacity = Math.min(1, depth - label.level + 1);
    if (opacity <= 0) continue;
    const place = toScreen(camera, size, label);
    const { y } = place;
    if (
      place.x < -80 ||
      y < -20 ||
      place.x > size.width + 80 ||
      y > size.height + 20
    )
      continue;
    const font = label.level === 0 ? 17 : 15;
    pen.font = `${font}px ${LABEL_FONT}`;
    const half = pen.measureText(label.text).width / 2 + 8;
    // What lies in view is named in full, if need be a little aside.
    const inView = place.x >= 0 && place.x <= size.width;
    const x = inView
      ? Math.max(half, Math.min(size.width - half, place.x))
      : place.x;
    const covered = taken.some(
      (other) =>
        Math.abs(other.y - y) < 22 &&
        x - half < other.right &&
        x + half > other.left,
    );
    if (covered) continue;
    taken.push({ left: x - half, right: x + half, y });
    pen.lineWidth = 4;
    pen.strokeStyle = css(palette.paper, 0.85 * opacity);
    pen.strokeText(label.text, x, y);
    pen.fillStyle = css(
      palette.ink,
      opacity * (pictured.length > 0 ? 0.75 : 0.95),
    );
    pen.fillText(label.text, x, y);
  }
}

function drawFocus(pen: Pen, { focus, palette }: Overlay): void {
  if (focus === null) return;
  pen.lineWidth = 5;
  pen.strokeStyle = css(palette.paper, 0.9);
  disc(pen, focus, 11);
  pen.stroke();
  pen.lineWidth = 2;
  pen.strokeStyle = css(palette.ink);
  disc(pen, focus, 11);
  pen.stroke();
}
