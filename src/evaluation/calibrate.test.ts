import { expect, test } from "vitest";
import { createRandom } from "../device/random.ts";
import {
  calibrated,
  isotonic,
  lineThrough,
  plattScaling,
} from "./calibrate.ts";
import { calibrationError } from "./metrics/labels.ts";

test("isotonic regression of four rows by hand", () => {
  // 2 and 3 fall, so they are pooled at 2.5 with one like of two.
  const curve = isotonic([1, 2, 3, 4], [0, 1, 0, 1]);
  expect([0, 1, 2.5, 4, 9].map(curve)).toEqual([0, 0, 0.5, 1, 1]);
  expect(curve(1.75)).toBeCloseTo(0.25, 12);
});

test("rows of one score get one probability", () => {
  const curve = isotonic([1, 1, 1, 2], [1, 0, 0, 1]);
  expect(curve(1)).toBeCloseTo(1 / 3, 12);
});

test.each([
  ["the sigmoid", plattScaling],
  ["what rises", calibrated],
])("%s promises what comes true", (_name, calibrate) => {
  const random = createRandom(2);
  const scores = Array.from({ length: 4000 }, () => 5 + 3 * random.normal());
  const labels = scores.map((score) =>
    random.uniform() < 1 / (1 + Math.exp(5 - score)) ? 1 : 0,
  );
  const curve = calibrate(scores, labels);
  expect(calibrationError(scores.map(curve), labels)).toBeLessThan(0.03);
  expect(Math.abs(curve(5) - 0.5)).toBeLessThan(0.08);
  expect(curve(9)).toBeGreaterThan(curve(6));
});

test("a line through ratings that lie on one", () => {
  const line = lineThrough([1, 2, 4], [3, 5, 9]);
  expect(line(3)).toBeCloseTo(7, 12);
  expect(lineThrough([1, 1], [2, 4])(1)).toBe(3);
});
