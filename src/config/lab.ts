/** What the Lab starts with, and how far each knob turns. */
import { ms } from "../domain/brand.ts";
import type { LabSetup } from "../domain/lab.ts";

/** Cut-offs that papers report. */
export const LAB_CUTS = [5, 10, 20, 50] as const;

/** Fits a model, where it draws at random: one tells no spread, five is what papers give. */
export const LAB_SEEDS = [1, 2, 3, 5] as const;

/** Seconds that one fit may take. */
export const LAB_BUDGETS = [5, 15, 60, 300, 1800] as const;

export const DEFAULT_SETUP: LabSetup = {
  models: [],
  protocol: null,
  cut: 10,
  seeds: 3,
  seed: 1,
  budget: ms(60_000),
  backend: "auto",
};

/** Largest seed that an address may name: a whole number that every generator takes. */
export const LARGEST_SEED = 2 ** 31 - 1;

/** The simulation is the same for everybody, so that figures can be compared. */
export const EXAMPLE_SEED = 1979;

/** Rows of a data set that are shown. */
export const SHOWN_ROWS = 8;

/** A run lets messages in (pause, cancel) at least this often. */
export const LISTEN_EVERY = ms(60);

/** A run that does not end this long after it was asked to is ended with its worker. */
export const CANCEL_GRACE = ms(4000);

/** Redraws of a curve a second at most. */
export const CURVE_EVERY = ms(200);
