import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_SETUP,
  LAB_BUDGETS,
  LAB_CUTS,
  LAB_SEEDS,
  LARGEST_SEED,
} from "../config/lab.ts";
import { ms } from "../domain/brand.ts";
import { LAB_PROTOCOLS, type LabSetup } from "../domain/lab.ts";
import { fromQuery, toQuery, withoutLab } from "./lab-address.ts";

const setups: fc.Arbitrary<LabSetup> = fc.record({
  models: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/), {
    maxLength: 8,
  }),
  protocol: fc.option(fc.constantFrom(...LAB_PROTOCOLS)),
  cut: fc.constantFrom(...LAB_CUTS),
  seeds: fc.constantFrom(...LAB_SEEDS),
  seed: fc.integer({ min: 0, max: LARGEST_SEED }),
  budget: fc.constantFrom(...LAB_BUDGETS).map((seconds) => ms(seconds * 1000)),
  backend: fc.constantFrom("auto", "webgpu", "wasm"),
});

describe("a set-up in an address", () => {
  it("comes back as it was, and leaves alone what else stands there", () => {
    fc.assert(
      fc.property(setups, fc.string({ minLength: 1 }), (setup, data) => {
        const query = toQuery("?backend=wasm&seed=old", { setup, data });
        expect(fromQuery(query)).toEqual({ setup, data: data.slice(0, 80) });
        expect(new URLSearchParams(query).get("backend")).toBe("wasm");
        expect(withoutLab(query)).toBe("backend=wasm");
      }),
      { seed: 20260103 },
    );
  });

  it("takes the usual for what is cut short or written by hand", () => {
    fc.assert(
      fc.property(fc.string(), (query) => {
        const { setup } = fromQuery(query);
        expect(LAB_CUTS).toContain(setup.cut);
        expect(LAB_SEEDS).toContain(setup.seeds);
        expect(setup.models.length).toBeLessThanOrEqual(40);
      }),
      { seed: 20260104 },
    );
    expect(fromQuery("k=7&seeds=-1&seed=1e99&budget=3&on=cuda").setup).toEqual(
      DEFAULT_SETUP,
    );
    expect(fromQuery("models=<b>,ease,ease,../x").setup.models).toEqual([
      "ease",
    ]);
  });
});
