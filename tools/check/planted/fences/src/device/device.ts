import { one } from "../stages/one/one.ts";
import { readFile } from "node:fs";
import left from "left-pad";
export const device = [one, readFile, left];
