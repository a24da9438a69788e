/** The Lab's store with a worker that does as it is told here; a real one runs in e2e/lab.spec.ts. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CANCEL_GRACE, DEFAULT_SETUP } from "../config/lab.ts";
import { deferred } from "../device/deferred.ts";
import { PalateError } from "../domain/errors.ts";
import type { LabData, LabEvent, LabModel, LabResult } from "../domain/lab.ts";
import type { Lab } from "../pipeline/lab.ts";
import { createLab } from "./lab.ts";

const model = (name: string): LabModel => ({
  name,
  title: name,
  source: "",
  task: "items",
  random: false,
  lacks: name === "kgcn" ? ["graph"] : [],
});

const DATA: LabData = {
  name: "set",
  simulated: false,
  users: 1,
  items: 1,
  rows: 1,
  parts: null,
  values: "none",
  timed: false,
  graph: null,
  features: [],
  sample: [],
  unused: [],
  protocols: ["random"],
  models: ["popularity", "item-knn", "kgcn", "ease"].map(model),
};

const RESULT: LabResult = {
  setup: DEFAULT_SETUP,
  protocol: "random",
  metrics: [],
  fits: [],
  failures: [],
  lead: null,
  machine: { backend: "wasm", adapter: "none", software: true },
  facts: [],
  whole: true,
};

/** A worker whose run ends when the test says so, and that writes down what it was asked. */
function makeLinks() {
  const asked: string[] = [];
  const runs: {
    end: (result: LabResult) => void;
    tell: (event: LabEvent) => void;
  }[] = [];
  const open = () => {
    asked.push("open");
    const death = deferred<never>();
    death.promise.catch(() => undefined);
    const lab: Lab = {
      start: (backend) => {
        asked.push(`start ${backend}`);
        return Promise.resolve(RESULT.machine);
      },
      table: () => Promise.resolve(null),
      read: () => {
        asked.push("read");
        return Promise.resolve(DATA);
      },
      example: () => {
        asked.push("example");
        return Promise.resolve({ ...DATA, simulated: true });
      },
      run: (_, tell) => {
        asked.push("run");
        const end = deferred<LabResult>();
        runs.push({ end: end.resolve, tell });
        return Promise.race([end.promise, death.promise]);
      },
      pause: () => Promise.resolve(void asked.push("pause")),
      resume: () => Promise.resolve(void asked.push("resume")),
      cancel: () => Promise.resolve(void asked.push("cancel")),
    };
    const terminate = (): void => {
      asked.push("terminate");
      death.reject(new PalateError("worker-lost", "ended"));
    };
    return { lab, terminate };
  };
  return { asked, runs, open };
}

describe("the Lab's store", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const start = async () => {
    const links = makeLinks();
    const lab = createLab({ open: links.open, base: "http://x/" });
    await lab.getState().actions.takeExample();
    return { ...links, lab, actions: lab.getState().actions };
  };

  it("chooses models that the data can bear and the split that it suggests", async () => {
    const { lab } = await start();
    expect(lab.getState().setup).toMatchObject({
      protocol: "random",
      models: ["popularity", "item-knn", "ease"],
    });
  });

  it("follows a run to its result, paused and resumed on the way", async () => {
    const { lab, actions, runs, asked } = await start();
    const running = actions.run();
    await vi.advanceTimersByTimeAsync(0);
    expect(lab.getState().run?.phase).toBe("running");
    await actions.pause();
    expect(lab.getState().run?.phase).toBe("paused");
    await actions.resume();
    runs[0]?.end(RESULT);
    await running;
    expect(lab.getState().run).toMatchObject({ phase: "done", result: RESULT });
    expect(asked).toEqual([
      "open",
      "example",
      "start auto",
      "run",
      "pause",
      "resume",
    ]);
  });

  it("ends a run that does not listen with its worker, keeps its fits, and reads the data again for the next", async () => {
    const { lab, actions, runs, asked } = await start();
    const running = actions.run();
    await vi.advanceTimersByTimeAsync(0);
    runs[0]?.tell({
      is: "failed",
      failure: { model: "ease", seed: 1, why: "", remedy: "" },
    });
    await actions.cancel();
    expect(lab.getState().run?.phase).toBe("cancelling");
    await vi.advanceTimersByTimeAsync(CANCEL_GRACE);
    await running;
    expect(lab.getState().run).toMatchObject({
      phase: "done",
      result: null,
      failures: [{ model: "ease" }],
    });
    asked.length = 0;
    void actions.run();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(["open", "example", "start auto", "run"]);
  });

  it("takes another worker for another backend, and only then", async () => {
    const { actions, runs, asked } = await start();
    for (const backend of ["auto", "auto", "wasm"] as const) {
      actions.change({ backend });
      const running = actions.run();
      await vi.advanceTimersByTimeAsync(0);
      runs.at(-1)?.end(RESULT);
      await running;
    }
    expect(asked.filter((what) => what === "open")).toHaveLength(2);
    expect(asked.slice(-4)).toEqual(["open", "example", "start wasm", "run"]);
  });
});
