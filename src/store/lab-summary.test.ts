import { describe, expect, it } from "vitest";
import { DEFAULT_SETUP } from "../config/lab.ts";
import { ms } from "../domain/brand.ts";
import type { LabEvent, LabFit, LabResult } from "../domain/lab.ts";
import { after, leftOf, NEW_RUN, shareOf } from "./lab-progress.ts";
import type { LabRun } from "./lab-state.ts";
import { resultCsv, resultJson, summarise } from "./lab-summary.ts";

const fit = (model: string, seed: number, value: number): LabFit => ({
  model,
  seed,
  metrics: { "NDCG@10": value, "HR@10": value * 2 },
  curve: [],
  fit: ms(1000),
  rank: ms(500),
});

const METRICS = ["NDCG@10", "HR@10"];
const FITS = [fit("a", 1, 0.1), fit("b", 1, 0.3), fit("a", 2, 0.2)];

describe("the table", () => {
  it("has the best first, means and sample deviations by hand, and none for one fit", () => {
    const [first, second] = summarise(FITS, METRICS);
    expect([first?.model, second?.model]).toEqual(["b", "a"]);
    expect(first?.metrics["NDCG@10"]?.std).toBeNull();
    expect(second?.metrics["NDCG@10"]?.mean).toBeCloseTo(0.15, 12);
    expect(second?.metrics["NDCG@10"]?.std).toBeCloseTo(Math.sqrt(0.005), 12);
    expect(second?.seconds).toEqual({ fit: 1, rank: 0.5 });
  });

  it("does not depend on the order of the fits", () => {
    expect(summarise([...FITS].reverse(), METRICS)).toEqual(
      summarise(FITS, METRICS),
    );
  });
});

describe("the files", () => {
  const result: LabResult = {
    setup: { ...DEFAULT_SETUP, models: ["a", "b"] },
    protocol: "leave-one-out",
    metrics: METRICS,
    fits: FITS,
    failures: [],
    lead: null,
    machine: { backend: "webgpu", adapter: "A GPU", software: false },
    facts: [],
    whole: true,
  };

  it("read back: JSON as the command writes it, CSV with a row a fit", () => {
    const json: unknown = JSON.parse(resultJson(result, "set"));
    expect(json).toMatchObject({
      adapter: "A GPU",
      dataset: "set",
      protocol: "leave-one-out",
      rows: [
        { model: "b", metrics: { "NDCG@10": { mean: 0.3, std: 0 } } },
        { model: "a", seconds: { fit: 1, rank: 0.5 } },
      ],
      setup: { seed: 1 },
    });
    const [header, ...rows] = resultCsv(result).trimEnd().split("\r\n");
    expect(header).toBe("model,seed,NDCG@10,HR@10,fit_seconds,rank_seconds");
    expect(rows).toEqual([
      "a,1,0.1,0.2,1,0.5",
      "b,1,0.3,0.6,1,0.5",
      "a,2,0.2,0.4,1,0.5",
    ]);
  });
});

describe("the progress", () => {
  const told = (...events: readonly LabEvent[]): LabRun =>
    events.reduce(after, NEW_RUN);
  const planned: LabEvent = {
    is: "planned",
    protocol: "random",
    metrics: METRICS,
    fits: 4,
  };
  const begun = (model: string): LabEvent => ({ is: "begun", model, seed: 1 });
  const epochs = (...numbers: readonly number[]): LabEvent => ({
    is: "epochs",
    model: "b",
    seed: 1,
    epochs: 10,
    points: numbers.map((epoch) => ({ epoch, loss: 1, validation: null })),
  });
  const fitted = (one: LabFit): LabEvent => ({ is: "fitted", fit: one });

  it("knows nothing of the time before something was measured", () => {
    expect(leftOf(NEW_RUN, ["a", "b"], ms(0))).toBeNull();
    expect(leftOf(told(planned, begun("a")), ["a", "b"], ms(900))).toBeNull();
  });

  it("goes on at the pace of the epochs, and takes the mean for what comes", () => {
    const run = told(
      planned,
      begun("a"),
      fitted(fit("a", 1, 0.1)),
      begun("b"),
      epochs(1, 2),
      epochs(3, 4, 5),
    );
    expect(shareOf(run)).toBeCloseTo(1.5 / 4, 12);
    expect(run.curves[0]?.points).toHaveLength(5);
    // b: half of it took 4.5 s. Two more come, at the mean of 1.5 s (a) and 9 s (b).
    expect(leftOf(run, ["a", "b"], ms(4500))).toBeCloseTo(4500 + 2 * 5250, 6);
  });

  it("counts what is over once, also when it failed", () => {
    const failure = { model: "a", seed: 1, why: "", remedy: "" };
    const run = told(planned, begun("a"), { is: "failed", failure });
    expect(shareOf(run)).toBeCloseTo(1 / 4, 12);
    expect(shareOf(told(planned, begun("b"), fitted(fit("b", 1, 1))))).toBe(
      1 / 4,
    );
  });
});
