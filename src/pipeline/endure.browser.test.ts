/**
 * A long life in a short time: ratings come, the engine fine-tunes after each few, and its GPU is lost again and again.
 * What it holds on the GPU stays the same, and each new device gives the list of the one before. `npm run endure` runs
 * it at full length.
 */
import { afterAll, beforeAll, expect, it } from "vitest";
import { RESTART_WINDOW } from "../config/engine.ts";
import { NEUTRAL_STEERING } from "../config/taste.ts";
import { ms } from "../domain/brand.ts";
import type { Catalogue } from "../domain/catalogue.ts";
import type { EntryId, LogPosition } from "../domain/rating.ts";
import { createEngine } from "./client.ts";
import type { Engine, EngineReport, TasteView } from "./engine.ts";
import { loadCatalogue } from "./files.ts";

const LIFE =
  import.meta.env["VITE_ENDURE"] === "long"
    ? // Losses that come faster would make the supervisor give the GPU up.
      { ratings: 1000, tunes: 200, losses: 20, rest: RESTART_WINDOW / 2 }
    : // The first fine-tune comes with four likes; it needs three.
      { ratings: 32, tunes: 4, losses: 1, rest: 0 };
const PATIENCE_MS = 6 * 60 * 60 * 1000;

let engine: Engine;
let catalogue: Catalogue;
const reports: EngineReport[] = [];

beforeAll(async () => {
  const base = document.createElement("base");
  base.href = "/";
  document.head.append(base);
  engine = createEngine({
    onStarted: (report) => reports.push(report),
    onRecovering: () => undefined,
  });
  catalogue = await loadCatalogue(new URL(document.baseURI));
  const { adapter } = await engine.start("webgpu");
  console.info(`adapter: ${adapter}`);
});

afterAll(() => {
  for (const base of document.querySelectorAll("base")) base.remove();
});

function viewOf(count: number): TasteView {
  const { items } = catalogue;
  const step = Math.floor(items.length / LIFE.ratings);
  const ratings = items
    .filter((_, i) => i % step === 0)
    .slice(0, count)
    .map(({ id }, t) => ({
      item: id,
      value: t % 2 === 0 ? ("like" as const) : ("dislike" as const),
      at: ms(t),
      entry: `entry ${t}` as EntryId,
    }));
  return {
    ratings,
    logPosition: count as LogPosition,
    steering: NEUTRAL_STEERING,
    concepts: {},
    seed: 1,
  };
}

it(
  `holds no more after ${LIFE.tunes} fine-tunes and ${LIFE.losses} lost GPUs than after the first`,
  async () => {
    const held = new Set<number>();
    for (let turn = 1; turn <= LIFE.tunes; turn += 1) {
      const view = viewOf(Math.ceil((LIFE.ratings * turn) / LIFE.tunes));
      await engine.rank(view, 60);
      const { took, likes } = await engine.tune(view, () => undefined);
      const list = await engine.rank(view, 60);
      const { memory } = await engine.report();
      held.add(memory);
      console.info(
        `${turn}: ${likes} likes, ${Math.round(took)} ms, ${memory} bytes`,
      );
      if (turn % Math.floor(LIFE.tunes / LIFE.losses) !== 0) continue;
      await new Promise((resolve) => setTimeout(resolve, LIFE.rest));
      const adapter = await engine.exportAdapter(view);
      await engine.loseDevice();
      const again = await engine.rank(view, 60);
      expect(again.items).toEqual(list.items);
      expect(adapter.length).toBeGreaterThan(0);
    }
    expect(reports.map(({ backend }) => backend)).toEqual(
      Array.from({ length: LIFE.losses + 1 }, () => "webgpu"),
    );
    expect([...held]).toHaveLength(1);
  },
  PATIENCE_MS,
);
