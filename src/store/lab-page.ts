/** The Lab of a real page: its worker, and what the address says when the page is opened. */
import type { StoreApi } from "zustand/vanilla";
import { openLab } from "../pipeline/lab-client.ts";
import { createLab } from "./lab.ts";
import { EXAMPLE, fromQuery } from "./lab-address.ts";
import type { LabStore } from "./lab-state.ts";

let made: StoreApi<LabStore> | undefined;

/** The one Lab of this tab, made when it is first looked at; a run goes on while one looks at other pages. */
export function theLab(): StoreApi<LabStore> {
  if (made === undefined) {
    const { setup, data } = fromQuery(document.location.search);
    const parts = { open: openLab, base: document.baseURI };
    made = createLab(parts, setup, data === EXAMPLE ? null : data);
    if (data === EXAMPLE) void made.getState().actions.takeExample();
  }
  return made;
}
