/**
 * Where each card stands. The list may be re-ordered at any moment, but never under somebody's pointer: cards that
 * are pointed at or focused keep their slot, and a card that was just rated is replaced where it stands.
 */
import type { ItemId } from "../../domain/item.ts";
import type { RatingValue } from "../../domain/rating.ts";

/** A rated card that still shows its answer before it makes room. */
export interface Answer {
  readonly item: ItemId;
  readonly slot: number;
  readonly value: RatingValue;
  /** It was shown long enough; it leaves with the next list. */
  readonly over: boolean;
}

export interface Board {
  readonly order: readonly ItemId[];
  readonly answers: readonly Answer[];
}

/** `order` with each pinned item moved to its slot; everything else keeps its order around them. */
export function arrange(
  order: readonly ItemId[],
  pins: ReadonlyMap<ItemId, number>,
): readonly ItemId[] {
  const present = new Set(order);
  const bySlot = new Map<number, ItemId>();
  for (const [item, slot] of pins) {
    if (present.has(item) && slot < order.length) bySlot.set(slot, item);
  }
  if (bySlot.size === 0) return order;
  const pinned = new Set(bySlot.values());
  const rest = order.filter((item) => !pinned.has(item)).values();
  return order.map(
    (item, slot) => bySlot.get(slot) ?? rest.next().value ?? item,
  );
}

/** A new list arrives: order it around the pins, and let go of the answers that were shown long enough. */
export function withOrder(
  board: Board,
  order: readonly ItemId[],
  pins: ReadonlyMap<ItemId, number>,
): Board {
  const present = new Set(order);
  return {
    order: arrange(order, pins),
    answers: board.answers.filter(
      ({ item, over }) => !over && !present.has(item),
    ),
  };
}

export function withAnswer(board: Board, answer: Answer): Board {
  const others = board.answers.filter(({ slot }) => slot !== answer.slot);
  return { ...board, answers: [...others, answer] };
}

/** The answer was shown long enough: it goes, or waits for the list without its item if that is not here yet. */
export function withAnswerOver(board: Board, item: ItemId): Board {
  const waits = board.order.includes(item);
  const answers = waits
    ? board.answers.map((one) =>
        one.item === item ? { ...one, over: true } : one,
      )
    : board.answers.filter((one) => one.item !== item);
  return { ...board, answers };
}

/** The model is not answering: the rated card makes room all the same. */
export function withoutItem(board: Board, item: ItemId): Board {
  if (!board.order.includes(item)) return board;
  return {
    order: board.order.filter((one) => one !== item),
    answers: board.answers.filter((one) => one.item !== item),
  };
}

export function withoutAnswer(board: Board, item: ItemId): Board {
  return {
    ...board,
    answers: board.answers.filter((one) => one.item !== item),
  };
}

export interface Slot {
  readonly item: ItemId;
  readonly answer: RatingValue | null;
}

/**
 * What is on screen: the order, with answered cards lying over the slots where they were rated. A card that is
 * still in the order shows its answer there, wherever that is by now, so that nobody rates it twice.
 */
export function slotsOf(board: Board, count: number): readonly Slot[] {
  const present = new Set(board.order);
  const given = new Map(board.answers.map((one) => [one.item, one.value]));
  const over = new Map(
    board.answers
      .filter(({ item }) => !present.has(item))
      .map(({ slot, item }) => [slot, item]),
  );
  return board.order.slice(0, count).map((item, slot) => {
    const face = over.get(slot) ?? item;
    return { item: face, answer: given.get(face) ?? null };
  });
}
