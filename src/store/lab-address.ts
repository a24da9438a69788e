/** A set-up as the query of an address and back: whoever opens the address gets the same figures. */
import {
  DEFAULT_SETUP,
  LAB_BUDGETS,
  LAB_CUTS,
  LAB_SEEDS,
  LARGEST_SEED,
} from "../config/lab.ts";
import { ms } from "../domain/brand.ts";
import { LAB_PROTOCOLS, type LabSetup } from "../domain/lab.ts";

/** What an address says: the set-up, and the name of the data that it was made for. */
export interface LabAddress {
  readonly setup: LabSetup;
  /** `example` for the simulation; null when the address says nothing of the Lab. */
  readonly data: string | null;
}

export const EXAMPLE = "example";

const SECOND = 1000;
const KEYS = [
  "data",
  "models",
  "protocol",
  "k",
  "seeds",
  "seed",
  "budget",
  "on",
];
const NAME = /^[a-z0-9][a-z0-9+-]{0,40}$/;
const MOST_MODELS = 40;
const BACKENDS = ["auto", "webgpu", "wasm"] as const;

/** The query with the Lab's part in it; what else stands there stays. */
export function toQuery(query: string, { setup, data }: LabAddress): string {
  const words = new URLSearchParams(withoutLab(query));
  if (data !== null) words.set("data", data);
  if (setup.models.length > 0) words.set("models", setup.models.join(","));
  if (setup.protocol !== null) words.set("protocol", setup.protocol);
  words.set("k", `${setup.cut}`);
  words.set("seeds", `${setup.seeds}`);
  words.set("seed", `${setup.seed}`);
  words.set("budget", `${setup.budget / SECOND}`);
  if (setup.backend !== "auto") words.set("on", setup.backend);
  // Commas are allowed in a query, and an address should be readable.
  return words.toString().replaceAll("%2C", ",");
}

export function withoutLab(query: string): string {
  const words = new URLSearchParams(query);
  for (const key of KEYS) words.delete(key);
  return words.toString();
}

/** What cannot be read takes its default: an address may have been cut short or written by hand. */
export function fromQuery(query: string): LabAddress {
  const words = new URLSearchParams(query);
  const number = (key: string, allowed: readonly number[], usual: number) => {
    const value = Number(words.get(key) ?? Number.NaN);
    return allowed.includes(value) ? value : usual;
  };
  const seed = Number(words.get("seed") ?? Number.NaN);
  const isSeed = Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_SEED;
  const models = (words.get("models") ?? "")
    .split(",")
    .filter((name) => NAME.test(name));
  return {
    setup: {
      models: [...new Set(models)].slice(0, MOST_MODELS),
      protocol: oneOf(LAB_PROTOCOLS, words.get("protocol")) ?? null,
      cut: number("k", LAB_CUTS, DEFAULT_SETUP.cut),
      seeds: number("seeds", LAB_SEEDS, DEFAULT_SETUP.seeds),
      seed: isSeed ? seed : DEFAULT_SETUP.seed,
      budget: ms(
        SECOND * number("budget", LAB_BUDGETS, DEFAULT_SETUP.budget / SECOND),
      ),
      backend: oneOf(BACKENDS, words.get("on")) ?? DEFAULT_SETUP.backend,
    },
    data: words.get("data")?.slice(0, 80) ?? null,
  };
}

function oneOf<T extends string>(
  allowed: readonly T[],
  word: string | null,
): T | undefined {
  return allowed.find((each) => each === word);
}
