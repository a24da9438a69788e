import { a } from "../math/a.ts";
export const d = a;
