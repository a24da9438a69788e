/** Planted: uses one export of two, and a package that is not listed. */
import "not-in-package-json";
import { usedExport } from "./domain/half-used.ts";

document.title = usedExport;
