import { s } from "../storage/s.ts";
export const p = s;
