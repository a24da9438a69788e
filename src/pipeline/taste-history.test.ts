import { describe, expect, it } from "vitest";
import type { Adapter } from "../domain/adapter.ts";
import { ms } from "../domain/brand.ts";
import { itemId } from "../domain/item.ts";
import type {
  EntryId,
  LogPosition,
  Rating,
  RatingValue,
} from "../domain/rating.ts";
import { mergeHistory } from "./taste-history.ts";

const ROW_OF = new Map(
  ["a", "b", "c", "d"].map((id, row) => [itemId(id), row]),
);

function rated(...pairs: [id: string, value: RatingValue][]): {
  ratings: Rating[];
  logPosition: LogPosition;
} {
  const ratings = pairs.map(([id, value], t) => ({
    item: itemId(id),
    value,
    at: ms(t),
    entry: `entry-${id}` as EntryId,
  }));
  return { ratings, logPosition: ratings.length as LogPosition };
}

/** An adapter that carries what the merge of a view gave. */
function carrying(view: ReturnType<typeof rated>): Adapter {
  return {
    origin: {
      formatVersion: 1,
      baseHash: "",
      catalogueHash: "",
      logPosition: view.logPosition,
      seed: 1,
      encoders: [],
    },
    carried: mergeHistory(view, null, ROW_OF),
    tuned: null,
  };
}

describe("which ratings count", () => {
  it("are those of the log, in order, unknown items apart", () => {
    const { rows, values } = mergeHistory(
      rated(["c", "like"], ["gone", "like"], ["a", "dislike"]),
      null,
      ROW_OF,
    );
    expect(rows).toEqual([2, 0]);
    expect(values).toEqual(["like", "dislike"]);
  });

  it("on a fresh profile are all that the adapter carries", () => {
    const adapter = carrying(rated(["a", "like"], ["b", "skip"]));
    const merged = mergeHistory(rated(), adapter, ROW_OF);
    expect(merged.rows).toEqual([0, 1]);
    expect(merged.values).toEqual(["like", "skip"]);
  });

  it("never count twice when the adapter came from this very log", () => {
    const view = rated(["a", "like"], ["b", "like"]);
    expect(mergeHistory(view, carrying(view), ROW_OF).rows).toEqual([0, 1]);
  });

  it("lose an undone rating even when a snapshot still carries it", () => {
    const adapter = carrying(rated(["a", "like"], ["b", "like"]));
    expect(mergeHistory(rated(["b", "like"]), adapter, ROW_OF).rows).toEqual([
      1,
    ]);
    const allUndone = { ratings: [], logPosition: 4 as LogPosition };
    expect(mergeHistory(allUndone, adapter, ROW_OF).rows).toEqual([]);
  });

  it("join a stranger's with one's own, one's own winning", () => {
    const adapter = carrying(rated(["a", "like"], ["b", "like"]));
    const own = {
      ratings: [
        {
          item: itemId("a"),
          value: "dislike" as const,
          at: ms(9),
          entry: "mine" as EntryId,
        },
      ],
      logPosition: 1 as LogPosition,
    };
    const merged = mergeHistory(own, adapter, ROW_OF);
    expect(
      new Map(merged.rows.map((row, t) => [row, merged.values[t]])),
    ).toEqual(
      new Map([
        [1, "like"],
        [0, "dislike"],
      ]),
    );
    // What came along stays marked as such in the next file.
    expect(merged.entries[merged.rows.indexOf(1)]).toBe(0);
    expect(merged.entries[merged.rows.indexOf(0)]).not.toBe(0);
  });
});
