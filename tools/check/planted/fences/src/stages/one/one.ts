import { two } from "../two/two.ts";
import Dexie from "dexie";
import { generator } from "pure-rand";
export const one = [two, Dexie, generator];
