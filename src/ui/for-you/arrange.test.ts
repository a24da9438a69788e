/** Laws of the board: nothing is lost or doubled, and what is pinned stays put. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemId, type ItemId } from "../../domain/item.ts";
import {
  arrange,
  slotsOf,
  withAnswer,
  withAnswerOver,
  withOrder,
  withoutItem,
  type Board,
} from "./arrange.ts";

const ids = (text: string): ItemId[] =>
  text.split("").map((one) => itemId(one));
const board = (text: string): Board => ({ order: ids(text), answers: [] });
const face = (one: Board): string =>
  slotsOf(one, 99)
    .map(({ item }) => item)
    .join("");

describe("arrange", () => {
  it("keeps a pinned card in its slot and the order of the others", () => {
    const pins = new Map([[itemId("e"), 1]]);
    expect(arrange(ids("abcde"), pins).join("")).toBe("aebcd");
  });

  it("is a permutation of the list that honours every pin in it", () => {
    const letters = ids("abcdefghij");
    fc.assert(
      fc.property(
        fc.shuffledSubarray(letters, { minLength: 1 }),
        fc.shuffledSubarray(letters),
        (order, pinned) => {
          const pins = new Map(pinned.map((item, slot) => [item, slot]));
          const placed = arrange(order, pins);
          expect([...placed].sort()).toEqual([...order].sort());
          for (const [item, slot] of pins) {
            if (order.includes(item) && slot < order.length)
              expect(placed[slot]).toBe(item);
          }
        },
      ),
    );
  });
});

describe("a rated card", () => {
  const answer = {
    item: itemId("b"),
    slot: 1,
    value: "like",
    over: false,
  } as const;

  it("stays in its slot while the new list flows in around it", () => {
    const rated = withAnswer(board("abcd"), answer);
    const ranked = withOrder(rated, ids("dxca"), new Map());
    expect(face(ranked)).toBe("dbca");
  });

  it("is replaced in place, and nobody else moves", () => {
    const ranked = withOrder(
      withAnswer(board("abcd"), answer),
      ids("dxca"),
      new Map(),
    );
    expect(face(withAnswerOver(ranked, answer.item))).toBe("dxca");
  });

  it("waits for the new list when that takes longer than the answer", () => {
    const rated = withAnswerOver(
      withAnswer(board("abcd"), answer),
      answer.item,
    );
    expect(slotsOf(rated, 9)[1]?.answer).toBe("like");
    expect(face(withOrder(rated, ids("acd"), new Map()))).toBe("acd");
  });

  it("makes room even when no new list comes", () => {
    const rated = withAnswerOver(
      withAnswer(board("abcd"), answer),
      answer.item,
    );
    expect(face(withoutItem(rated, answer.item))).toBe("acd");
  });

  it("keeps its answer when the cards before it make room", () => {
    const both = withAnswer(withAnswer(board("abcd"), answer), {
      ...answer,
      item: itemId("c"),
      slot: 2,
    });
    const room = slotsOf(withoutItem(both, answer.item), 9);
    expect(room.map((slot) => slot.item).join("")).toBe("acd");
    expect(room[1]?.answer).toBe("like");
  });

  it("comes back at once when its rating is undone", () => {
    const rated = withAnswer(board("abcd"), answer);
    const back = withOrder(rated, ids("abcd"), new Map());
    expect(slotsOf(back, 9).every((slot) => slot.answer === null)).toBe(true);
  });
});
