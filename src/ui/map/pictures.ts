/** Small pictures of items for a near view: fetched when they are first looked at, kept while the map is open. */
import type { Item } from "../../domain/item.ts";
import { assetUrl } from "../cover/asset.ts";
import { css, type Colour } from "./look.ts";

/** Edge in CSS pixels, and what is drawn for sharp screens. */
const EDGE = 34;
const DRAWN = 2 * EDGE;
/** Fetches at once; a drag over the map must not ask for hundreds. */
const AT_ONCE = 8;

type Drawn = HTMLCanvasElement | null;

export class Pictures {
  readonly size = EDGE;
  readonly #items: readonly Item[];
  readonly #onReady: () => void;
  readonly #drawn = new Map<number, Drawn>();
  #waiting: number[] = [];
  #running = 0;
  #ink: Colour;

  constructor(items: readonly Item[], ink: Colour, onReady: () => void) {
    this.#items = items;
    this.#ink = ink;
    this.#onReady = onReady;
  }

  /** Another theme: glyphs are drawn in its ink. */
  recolour(ink: Colour): void {
    this.#ink = ink;
    this.#drawn.clear();
  }

  /** Null while it is on its way, and for what has none. */
  of(row: number): Drawn {
    const known = this.#drawn.get(row);
    if (known !== undefined) return known;
    this.#drawn.set(row, null);
    if (this.#items[row]?.picture) this.#waiting.push(row);
    this.#work();
    return null;
  }

  /** Newest first: what was scrolled past is no longer wanted. */
  #work(): void {
    while (this.#running < AT_ONCE) {
      const row = this.#waiting.pop();
      if (row === undefined) return;
      this.#running += 1;
      void this.#load(row).finally(() => {
        this.#running -= 1;
        this.#work();
      });
    }
  }

  async #load(row: number): Promise<void> {
    const picture = this.#items[row]?.picture;
    if (!picture) return;
    const image = new Image();
    image.src = assetUrl(picture.src);
    try {
      await image.decode();
    } catch {
      // The point itself stays, and the item's card says the rest.
      return;
    }
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = DRAWN;
    const pen = canvas.getContext("2d");
    if (pen === null) return;
    pen.drawImage(image, 0, 0, DRAWN, DRAWN);
    if (picture.kind === "glyph") {
      pen.globalCompositeOperation = "source-in";
      pen.fillStyle = css(this.#ink);
      pen.fillRect(0, 0, DRAWN, DRAWN);
    }
    this.#drawn.set(row, canvas);
    this.#onReady();
  }
}
