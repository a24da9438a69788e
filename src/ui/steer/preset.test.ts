import { describe, expect, it } from "vitest";
import { DEFAULT_STEERING } from "../../config/preferences.ts";
import { PRESETS, presetOf, steeringOf } from "./preset.ts";

describe("presets", () => {
  it("are told apart, and each is recognised by what it sets", () => {
    for (const preset of PRESETS)
      expect(presetOf(steeringOf(preset, DEFAULT_STEERING))).toBe(preset);
  });

  it("set every slider wherever the sliders were, and leave the domains alone", () => {
    const moved = {
      ...steeringOf("surprise", DEFAULT_STEERING),
      hidden: ["films" as const],
    };
    const home = steeringOf("looks", moved);
    expect(home.hidden).toEqual(["films"]);
    expect(home.exploration).toBe(DEFAULT_STEERING.exploration);
    expect(presetOf(home)).toBe("looks");
  });

  it("is none once a slider was moved from it", () => {
    expect(presetOf({ ...DEFAULT_STEERING, diversity: 0.35 })).toBeUndefined();
  });
});
