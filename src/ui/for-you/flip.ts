/**
 * Re-flow motion by FLIP (first, last, invert, play; Paul Lewis 2015) over the Web Animations API. A card that is
 * still on its way when the next list comes starts from where the eye sees it, so motion can be interrupted.
 * Pure geometry is apart from the elements, so that it can be tested.
 */

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Shift {
  readonly dx: number;
  readonly dy: number;
}

const FLOW_MS = 460;
const FADE_MS = 320;
const EASE = "cubic-bezier(0.22, 1, 0.36, 1)";

/** How far a card must be drawn from its new place to appear where it was; null when that cannot be seen. */
export function shiftBetween(
  before: Spot,
  drawn: Shift,
  after: Spot,
): Shift | null {
  const dx = before.x + drawn.dx - after.x;
  const dy = before.y + drawn.dy - after.y;
  return Math.abs(dx) < 1 && Math.abs(dy) < 1 ? null : { dx, dy };
}

/** Where an element is laid out, whatever transform it is drawn with and however far the page is scrolled. */
function spotOf(element: HTMLElement): Spot {
  return { x: element.offsetLeft, y: element.offsetTop };
}

function drawnShift(element: HTMLElement): Shift {
  const { transform } = getComputedStyle(element);
  if (transform === "none") return { dx: 0, dy: 0 };
  const matrix = new DOMMatrixReadOnly(transform);
  return { dx: matrix.e, dy: matrix.f };
}

export class Flow {
  #spots = new Map<string, Spot>();
  readonly #moving = new WeakMap<HTMLElement, Animation>();

  /** Remembers where everything is laid out, without moving anything. */
  settle(cards: Iterable<HTMLElement>): void {
    this.#spots = new Map(
      Array.from(cards, (card) => [card.dataset.item ?? "", spotOf(card)]),
    );
  }

  /** Call after the new layout is in place and before it is painted. */
  play(cards: readonly HTMLElement[], still: boolean): void {
    const before = this.#spots;
    const drawn = cards.map(drawnShift);
    this.settle(cards);
    if (still || before.size === 0) return;
    for (const [i, card] of cards.entries()) {
      const from = before.get(card.dataset.item ?? "");
      const to = this.#spots.get(card.dataset.item ?? "");
      if (to === undefined) continue;
      if (from === undefined) this.#enter(card);
      else {
        const shift = shiftBetween(from, drawn[i] ?? { dx: 0, dy: 0 }, to);
        if (shift !== null) this.#move(card, shift);
      }
    }
  }

  #move(card: HTMLElement, { dx, dy }: Shift): void {
    this.#moving.get(card)?.cancel();
    // Long ways are cut short: a card from far below comes up from just under its place.
    const reach = globalThis.innerHeight;
    const limit = (way: number): number =>
      Math.max(-reach, Math.min(reach, way));
    const from = `translate(${String(limit(dx))}px, ${String(limit(dy))}px)`;
    const animation = card.animate(
      [{ transform: from }, { transform: "none" }],
      { duration: FLOW_MS, easing: EASE },
    );
    this.#moving.set(card, animation);
  }

  #enter(card: HTMLElement): void {
    card.animate(
      [
        { opacity: 0, scale: "0.965" },
        { opacity: 1, scale: "1" },
      ],
      { duration: FADE_MS, easing: EASE },
    );
  }
}
