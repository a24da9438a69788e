/** The catalogue in the plane, as the build lays it out. */

/** A word where the items of a concept lie together. */
export interface MapLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** 0 is shown on the whole map; each further one when it is drawn twice as near. */
  readonly level: number;
}

export interface ItemMap {
  /** `[N, 2]` in [-1, 1], in the order of the catalogue. */
  readonly points: Float32Array;
  readonly labels: readonly MapLabel[];
}
