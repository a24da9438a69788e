import { expect, it } from "vitest";
import { adamStart, adamStep } from "./adam.ts";

it("walks to the minimum of a bowl, whatever the slope of each side", () => {
  let values: Float32Array = Float32Array.of(3, -2);
  let state = adamStart(2);
  for (let step = 0; step < 2000; step += 1) {
    const [x = 0, y = 0] = values;
    const gradient = [2 * (x - 1), 200 * (y - 0.5)];
    ({ values, state } = adamStep(values, gradient, state, 0.01, 0));
  }
  expect(values[0]).toBeCloseTo(1, 2);
  expect(values[1]).toBeCloseTo(0.5, 2);
});

it("moves its first step by the learning rate, against the gradient", () => {
  const { values } = adamStep(
    Float32Array.of(1, 1),
    [5, -0.001],
    adamStart(2),
    0.1,
    0,
  );
  expect(values[0]).toBeCloseTo(0.9, 4);
  expect(values[1]).toBeCloseTo(1.1, 3);
});

it("decays towards zero without a gradient", () => {
  const { values } = adamStep(Float32Array.of(2), [0], adamStart(1), 0.1, 0.5);
  expect(values[0]).toBeCloseTo(2 * 0.95, 6);
});
