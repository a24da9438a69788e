/** Which rows of a long list of equal rows are near the window; only those exist on the page. */

export interface RowWindow {
  /** How far the page is scrolled, and how high the window is, in pixels. */
  readonly scrolled: number;
  readonly height: number;
  /** Where the list begins on the page, and how high one row is, in pixels. */
  readonly top: number;
  readonly row: number;
  readonly count: number;
  /** Rows kept ready beyond both edges. */
  readonly beyond: number;
}

export interface Rows {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

export function rowsNear(view: RowWindow): Rows {
  const { scrolled, height, top, row, count, beyond } = view;
  if (!(row > 0)) return { first: 0, end: 0 };
  const clamp = (index: number): number =>
    Math.min(count, Math.max(0, Math.floor(index)));
  const above = (scrolled - top) / row;
  const below = (scrolled + height - top) / row;
  return { first: clamp(above - beyond), end: clamp(below + beyond + 1) };
}
