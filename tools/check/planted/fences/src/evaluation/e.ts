import type { one } from "../stages/one/one.ts";
export type E = typeof one;
