import { expect, test, vi } from "vitest";
import { ms } from "../domain/brand.ts";
import { PalateError } from "../domain/errors.ts";
import { tinyCatalogue } from "../testing/catalogue.ts";
import { PLAIN_REPORT, PlainEngine } from "../testing/plain-engine.ts";
import { PortWorker } from "../testing/port-worker.ts";
import { supervised } from "./client.ts";
import type { EngineReport, TasteView } from "./engine.ts";
import { linkTo } from "./link.ts";
import { Supervisor } from "./supervisor.ts";

const PULSE = { heartbeat: ms(20), silence: ms(80) };
const view: TasteView = {
  ratings: [],
  logPosition: 0 as TasteView["logPosition"],
  steering: {
    modality: { text: 0, image: 0, audio: 0, graph: 0 },
    diversity: 0,
    exploration: 0,
    novelty: 0,
    hidden: [],
  },
  concepts: {},
  seed: 1,
};
const lost = () => new PalateError("device-lost", "The GPU went away.");

/** Loses its device over `losses` of the questions that are put to it. */
class FrailEngine extends PlainEngine {
  losses = 0;

  override rank(...args: Parameters<PlainEngine["rank"]>) {
    if (this.losses === 0) return super.rank(...args);
    this.losses -= 1;
    return Promise.reject(lost());
  }
}

function house(
  make: (count: number) => PlainEngine = () => new FrailEngine(tinyCatalogue()),
) {
  const workers: PortWorker[] = [];
  const engines: PlainEngine[] = [];
  const reports: EngineReport[] = [];
  const troubles: PalateError[] = [];
  const spawn = () => {
    const worker = new PortWorker(() => {
      const engine = make(engines.length);
      engines.push(engine);
      return engine;
    });
    workers.push(worker);
    return linkTo(worker, "http://localhost/", PULSE);
  };
  const engine = supervised(
    new Supervisor(spawn, {
      onRecovering: (why) => troubles.push(why),
      onStarted: (report) => reports.push(report),
    }),
  );
  const close = () => {
    for (const worker of workers) worker.terminate();
  };
  return { engine, workers, engines, reports, troubles, close };
}

test("a lost device costs one recovery: the same question is answered by a new engine", async () => {
  const { engine, engines, workers, troubles, reports, close } = house();
  await engine.start("auto");
  const before = await engine.rank(view, 5);
  (engines[0] as FrailEngine).losses = 1;
  expect(await engine.rank(view, 5)).toEqual(before);
  expect(engines).toHaveLength(2);
  expect(workers[0]?.terminated).toBe(true);
  expect(troubles.map(({ code }) => code)).toEqual(["device-lost"]);
  expect(reports).toHaveLength(2);
  close();
});

test("many questions that fail over one loss share one recovery", async () => {
  const { engine, engines, close } = house();
  await engine.start("auto");
  (engines[0] as FrailEngine).losses = 5;
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => engine.rank(view, 3)),
  );
  expect(answers).toHaveLength(5);
  expect(engines).toHaveLength(2);
  close();
});

test("a new engine starts with the adapter that was last taken over or handed out", async () => {
  const { engine, engines, workers, close } = house();
  await engine.start("auto");
  await engine.importAdapter(new TextEncoder().encode("from afar"));
  workers[0]?.crash();
  await engine.rank(view, 1);
  expect(engines[1]?.starts).toEqual(["from afar"]);
  await engine.dropAdapter();
  workers[1]?.crash();
  await engine.rank(view, 1);
  expect(engines[2]?.starts).toEqual([undefined]);
  close();
});

test("a call does not hang when its worker crashes under it", async () => {
  const { engine, workers, close } = house();
  await engine.start("auto");
  const tuning = engine.tune(view, () => undefined);
  workers[0]?.crash();
  expect((await tuning).kept).toBe(true);
  close();
});

test("a worker that falls silent is given up and replaced", async () => {
  const { engine, workers, engines, troubles, close } = house();
  await engine.start("auto");
  workers[0]?.fallSilent();
  expect((await engine.rank(view, 2)).items).toHaveLength(2);
  expect(engines).toHaveLength(2);
  expect(troubles[0]?.code).toBe("worker-lost");
  close();
});

test("a GPU that is lost again and again is left alone, and the report says why", async () => {
  const backends: string[] = [];
  class Doomed extends PlainEngine {
    override start(backend: string): Promise<EngineReport> {
      backends.push(backend);
      return backend === "wasm"
        ? Promise.resolve({ ...PLAIN_REPORT, backend: "wasm" })
        : Promise.reject(lost());
    }
    override report(): Promise<EngineReport> {
      return Promise.resolve({ ...PLAIN_REPORT, backend: "wasm" });
    }
  }
  const { engine, close } = house(() => new Doomed(tinyCatalogue()));
  const report = await engine.start("auto");
  expect(backends.at(-1)).toBe("wasm");
  expect(backends.length).toBeLessThan(10);
  expect(report.backend).toBe("wasm");
  expect(report.fallback).toMatch(/failed \d times: The GPU went away/);
  close();
});

test("an error that no new worker can mend is thrown as it is, and nothing is restarted", async () => {
  const { engine, engines, close } = house();
  await engine.start("auto");
  const bad = engine.importAdapter(new TextEncoder().encode("bad file"));
  await expect(bad).rejects.toMatchObject({
    name: "PalateError",
    code: "adapter-file",
  });
  expect(engines).toHaveLength(1);
  close();
});

test("starting again with another backend takes a new worker", async () => {
  const { engine, workers, close } = house();
  await engine.start("auto");
  await engine.start("wasm");
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  close();
});

test("progress reaches the page, and its callback is released when the call is over", async () => {
  const { engine, close } = house();
  await engine.start("auto");
  const onProgress = vi.fn();
  await engine.tune(view, onProgress);
  expect(onProgress).toHaveBeenLastCalledWith({
    step: 10,
    steps: 10,
    loss: 0.1,
  });
  close();
});
