/** The whole way with the bundled catalogue: a click to its list, and a fine-tune, as the engine answers them. */
import { LIST_LENGTH } from "../../src/config/engine.ts";
import { NEUTRAL_STEERING } from "../../src/config/taste.ts";
import { ms } from "../../src/domain/brand.ts";
import type { Catalogue } from "../../src/domain/catalogue.ts";
import type { EntryId, LogPosition, Rating } from "../../src/domain/rating.ts";
import type { Engine, TasteView } from "../../src/pipeline/engine.ts";
import type { Section } from "./report.ts";
import { quantile, timed, timingOf } from "./rounds.ts";

type Ranker = Pick<Engine, "rank">;

/** Somebody who likes every third item that is rated and dislikes the others, spread over the catalogue. */
function viewOf({ items }: Catalogue, count: number): TasteView {
  const step = Math.max(1, Math.floor(items.length / count));
  const ratings = Array.from({ length: count }, (_, t): Rating => {
    const { id } = items[(t * step) % items.length] ?? { id: "" as never };
    return {
      item: id,
      value: t % 3 === 0 ? "like" : "dislike",
      at: ms(t),
      entry: `entry-${t}` as EntryId,
    };
  });
  return {
    ratings,
    logPosition: count as LogPosition,
    steering: NEUTRAL_STEERING,
    concepts: {},
    seed: 1,
  };
}

export async function measureClicks(
  engine: Ranker,
  catalogue: Catalogue,
  clicks: number,
): Promise<Section> {
  const rows: (string | number)[][] = [];
  for (const ratings of [10, 100, 1000]) {
    const times: number[] = [];
    await engine.rank(viewOf(catalogue, ratings), LIST_LENGTH);
    for (let click = 1; click <= clicks; click += 1) {
      // Every click is one rating more, so that nothing is answered from memory.
      const view = viewOf(catalogue, ratings + click);
      times.push(await timed(() => engine.rank(view, LIST_LENGTH)));
    }
    const sorted = times.toSorted((a, b) => a - b);
    rows.push([
      `${ratings} ratings`,
      quantile(sorted, 0.5),
      quantile(sorted, 0.95),
    ]);
  }
  return {
    title: `From a click to its list of ${LIST_LENGTH}, ${catalogue.items.length.toLocaleString("en")} items`,
    note: `${clicks} clicks each, one new rating a click: the fold-in is solved anew, everything is scored, and the list is diversified. The budget is 100 ms p95 on a GPU and 500 ms on a software adapter.`,
    head: ["", "p50 ms", "p95 ms"],
    rows,
  };
}

/** What the page felt meanwhile, where there is a page. */
export type Watch = () => { stop(): string };

export async function measureTuning(
  tune: (view: TasteView) => Promise<unknown>,
  catalogue: Catalogue,
  rounds: number,
  watch?: Watch,
): Promise<Section> {
  const rows: (string | number)[][] = [];
  for (const ratings of [20, 100]) {
    const felt = watch?.();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      times.push(await timed(() => tune(viewOf(catalogue, ratings))));
    const { median, spread } = timingOf(times);
    rows.push([
      `${ratings} ratings`,
      median,
      spread[0],
      spread[1],
      felt?.stop() ?? "-",
    ]);
  }
  return {
    title: "A whole fine-tune, its held-out check included",
    note: "The budget is 2 s on a GPU and 30 s on a software adapter. A frame counts as late when it came more than 50 ms after the one before.",
    head: ["", "median ms", "least", "most", "late frames of all"],
    rows,
  };
}
