/** Which card comes next in a direction. Rows are read from the layout, because their length follows the width. */

export type Direction = "next" | "previous" | "down" | "up";

interface Box {
  readonly offsetLeft: number;
  readonly offsetTop: number;
}

export function nextCard<T extends Box>(
  cards: readonly T[],
  from: T | null,
  direction: Direction,
): T | undefined {
  if (from === null) return cards[0];
  const index = cards.indexOf(from);
  if (direction === "next") return cards[index + 1];
  if (direction === "previous") return cards[index - 1];
  return verticalNeighbour(cards, from, direction === "down" ? 1 : -1);
}

/** In the nearest row below or above, the card that starts nearest to where this one starts. */
function verticalNeighbour<T extends Box>(
  cards: readonly T[],
  from: T,
  sign: 1 | -1,
): T | undefined {
  const beyond = cards.filter(
    (card) => sign * (card.offsetTop - from.offsetTop) > 0,
  );
  const row = Math.min(...beyond.map((card) => sign * card.offsetTop));
  const sideways = (card: T): number =>
    Math.abs(card.offsetLeft - from.offsetLeft);
  return beyond
    .filter((card) => sign * card.offsetTop === row)
    .reduce<T | undefined>(
      (best, card) =>
        best === undefined || sideways(card) < sideways(best) ? card : best,
      undefined,
    );
}
