/** What `npm run evaluate` can be told, for both kinds of evaluation, and how numbers among it are read. */
import { PalateError } from "../../src/domain/errors.ts";

export const OPTIONS = {
  protocol: { type: "string" },
  data: { type: "string" },
  model: { type: "string" },
  metrics: { type: "string" },
  negatives: { type: "string" },
  seeds: { type: "string" },
  budget: { type: "string" },
  settings: { type: "string" },
  choose: { type: "boolean" },
  backend: { type: "string" },
  out: { type: "string" },
  docs: { type: "string" },
  from: { type: "string" },
  list: { type: "boolean" },
  arms: { type: "string" },
  starts: { type: "string" },
  personas: { type: "string" },
  seed: { type: "string" },
  threads: { type: "string" },
  folder: { type: "string" },
} as const;

export type EvaluateOptions = {
  readonly [Name in keyof typeof OPTIONS]?:
    | ((typeof OPTIONS)[Name]["type"] extends "boolean" ? boolean : string)
    | undefined;
};

export function wholeNumber(
  name: string,
  text: string | undefined,
  fallback: number,
  least = 0,
): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < least)
    throw new PalateError(
      "bad-input",
      `--${name} ${text} is no whole number${least > 0 ? ` from ${least}` : ""}.`,
    );
  return value;
}
